"""A Spark job: every line of the requests is answered by `outpaint batch`, and becomes a line of the answers.

    spark-submit --master spark://host:7077 spark_batch.py requests.jsonl answers \\
        --command "outpaint batch - --quiet --threads 1 --assets /shared/photos --output-dir /shared/out"

The command, the assets and the output folder have to be at the same path on every worker. A task that is tried again,
after its worker was lost, finds the pictures that it has made.
"""

import argparse
import shlex

from pyspark import SparkContext

# Exit code 65 says that some lines were bad. Their answers say so too, and trying again would not mend them: only other
# codes make Spark try a task again.
TOLERANT = "{command}; code=$?; [ $code -eq 65 ] || exit $code"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("requests", help="file or folder with one request a line")
    parser.add_argument("answers", help="folder for the answers; must not exist")
    parser.add_argument("--command", required=True, help="the filter to pipe lines through")
    parser.add_argument("--partitions", type=int, default=64, help="least number of tasks (default: 64)")
    options = parser.parse_args()

    context = SparkContext(appName="outpaint batch")
    # Divided by bytes, with no shuffle: neighbours stay together, and a lost worker takes no lines with it.
    requests = context.textFile(options.requests, options.partitions)
    command = shlex.join(["sh", "-c", TOLERANT.format(command=options.command)])
    requests.pipe(command, checkCode=True).saveAsTextFile(options.answers)
    context.stop()


if __name__ == "__main__":
    main()

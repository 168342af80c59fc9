extension BadCommandLine {
  /// `run`, and commands that do not exist.
  static let runs = table(
    #"""
    66 | run no.json | There is no file no.json.
    66 | run text.png --assets no | There is no folder no to take assets from.
    64 | run text.png --max-side 63 | --max-side must be 64 or more, but 63 was given.
    64 | run text.png --max-side 64 --no-canvas-limit | --max-side and --no-canvas-limit exclude each other; give one of them.
    64 | run text.png --threads 0 | --threads must be from 1 to 1024, but 0 was given.
    64 | no-such-thing | Unexpected argument 'no-such-thing'
    64 | run text.json --max-side 1e3 | The value '1e3' is invalid for '--max-side <pixels>'
    64 | run | Missing expected argument '<request>'
    64 | run a.json b.json | Unexpected argument 'b.json'
    66 | run folder | folder is a folder; name a file in it.
    65 | run empty.json | The answer holds an error; see its `errors`.
    65 | run text.json | The answer holds an error; see its `errors`.
    65 | run none.json | The answer holds an error; see its `errors`.
    65 | run a.png | The answer holds an error; see its `errors`.
    64 | run text.json --max-side wide | The value 'wide' is invalid for '--max-side <pixels>'
    64 | run text.json --max-side -1 | --max-side must be 64 or more, but -1 was given.
    64 | run text.json --threads 1025 | --threads must be from 1 to 1024, but 1025 was given.
    73 | run text.json --output-dir text.json | text.json is a file; name a folder.
    66 | run text.json --assets text.json | There is no folder text.json to take assets from.
    64 | run text.json --left 8 | Unknown option '--left'
    64 | nonsense | Unexpected argument 'nonsense'
    64 | --nonsense | Unknown option '--nonsense'
    """#)

  /// `batch`.
  static let batches = table(
    #"""
    64 | batch text.json --jobs 0 | --jobs must be from 1 to 1024, but 0 was given.
    64 | batch text.json --jobs -1 | --jobs must be from 1 to 1024, but -1 was given.
    64 | batch photos --left 8 --strict | --strict is for requests, but photos is a folder of pictures.
    64 | batch photos --left 8 --no-canvas-limit | --no-canvas-limit is for requests, but photos is a folder of pictures.
    64 | batch photos --left 8 --threads 0 | --threads must be from 1 to 1024, but 0 was given.
    65 | batch /dev/zero --output-dir . | A line of /dev/zero has more than 256 MiB, which is the most that is read.
    64 | batch text.json --seed 7 | --seed is for a folder of pictures; requests say it themselves.
    64 | batch | Missing expected argument '<source>'
    66 | batch no.jsonl | There is no file no.jsonl.
    66 | batch dangling.png | dangling.png cannot be read: No such file or directory.
    66 | batch empty --left 8 | The folder empty holds no file whose name ends in .png, .jpg, .jpeg or .webp.
    64 | batch photos | Nothing is to be added; say how much with --left, --right, --top or --bottom, or give --aspect or --size.
    64 | batch photos --left 8 --assets . | --assets is for requests, but photos is a folder of pictures.
    64 | batch photos --left 8 --max-side 100 | --max-side is for requests, but photos is a folder of pictures.
    64 | batch photos --left 8 --quality 100 | --quality must be from 20 to 99, but 100 was given.
    64 | batch photos --left 8 --seed 0 | --seed must be 1 or more, but 0 was given.
    64 | batch photos --left 8 --format bmp | The value 'bmp' is invalid for '--format <format>'. Please provide one of 'png', 'jpg', 'jpeg' or 'webp'.
    64 | batch photos --left 8 --aspect 2:1 | The sides (--left, --right, --top, --bottom), --aspect and --size exclude each other; give one of the three.
    64 | batch text.json --left 8 | The canvas is for a folder of pictures; requests say it themselves.
    64 | batch text.json --format png | --format is for a folder of pictures; requests say it themselves.
    64 | batch text.json --quality 50 | --quality is for a folder of pictures; requests say it themselves.
    64 | batch text.json --mode fast | --mode is for a folder of pictures; requests say it themselves.
    65 | batch text.json | 1 line of 1 could not be answered; see the errors there.
    65 | batch a.png | 11 lines of 11 could not be answered; see the errors there.
    64 | batch text.json --shard 0/3 | The value '0/3' is invalid for '--shard <i/n>': the number of this process and how many there are is needed, 1/8 to 8/8
    64 | batch text.json --shard 4/3 | The value '4/3' is invalid for '--shard <i/n>': the number of this process and how many there are is needed, 1/8 to 8/8
    64 | batch text.json --shard 1/0 | The value '1/0' is invalid for '--shard <i/n>': the number of this process and how many there are is needed, 1/8 to 8/8
    64 | batch text.json --shard 3 | The value '3' is invalid for '--shard <i/n>': the number of this process and how many there are is needed, 1/8 to 8/8
    64 | batch text.json --shard a/b | The value 'a/b' is invalid for '--shard <i/n>': the number of this process and how many there are is needed, 1/8 to 8/8
    64 | batch text.json --jobs 1025 | --jobs must be from 1 to 1024, but 1025 was given.
    64 | batch text.json --jobs two | The value 'two' is invalid for '--jobs <number>'
    64 | batch text.json --threads 0 | --threads must be from 1 to 1024, but 0 was given.
    64 | batch text.json --memory 1M | The value '1M' is invalid for '--memory <amount>': an amount of at least 64M is needed, such as 512M, 4G or 1.5Gi
    64 | batch text.json --memory 5 | The value '5' is invalid for '--memory <amount>': an amount of at least 64M is needed, such as 512M, 4G or 1.5Gi
    64 | batch text.json --memory lots | The value 'lots' is invalid for '--memory <amount>': an amount of at least 64M is needed, such as 512M, 4G or 1.5Gi
    64 | batch text.json --memory -1G | The value '-1G' is invalid for '--memory <amount>': an amount of at least 64M is needed, such as 512M, 4G or 1.5Gi
    64 | batch text.json --memory 4T | The value '4T' is invalid for '--memory <amount>': an amount of at least 64M is needed, such as 512M, 4G or 1.5Gi
    73 | batch text.json --results folder | folder is a folder; name a file in it.
    73 | batch text.json --results no/x.jsonl | no/x.jsonl cannot be created: there is no folder (folder)/no/.
    73 | batch text.json --results text.json/x | text.json/x cannot be created: there is no folder (folder)/text.json/.
    73 | batch text.json --output-dir text.json | text.json is a file; name a folder.
    66 | batch text.json --assets no | There is no folder no to take assets from.
    """#)

  /// `bench`.
  static let benches = table(
    #"""
    64 | bench --runs -1 | --runs must be from 1 to 9999, but -1 was given.
    64 | bench --workload alps | The value 'alps' is invalid for '--workload <name>'. Please provide one of the following:
    64 | bench --runs 0 | --runs must be from 1 to 9999, but 0 was given.
    64 | bench --runs 10000 | --runs must be from 1 to 9999, but 10000 was given.
    64 | bench --threads 0 | --threads must be from 1 to 1024, but 0 was given.
    64 | bench --threads 1025 | --threads must be from 1 to 1024, but 1025 was given.
    64 | bench --json --compare a.json | --json and --compare exclude each other; give one of them.
    66 | bench --compare no.json | There is no file no.json.
    65 | bench --compare a.png | a.png is no report of `outpaint bench --json`.
    65 | bench --compare none.json | none.json is no report of `outpaint bench --json`.
    66 | bench --picture no.png | There is no file no.png.
    65 | bench --picture text.png | text.png: The file is not a PNG, JPEG or WebP picture: it begins with 68 65 6C 6C 6F. Convert it to one of these formats.
    64 | bench --mode slow | The value 'slow' is invalid for '--mode <mode>'. Please provide one of 'high' and 'fast'.
    64 | bench --format gif | The value 'gif' is invalid for '--format <format>'. Please provide one of 'png', 'jpg', 'jpeg' or 'webp'.
    64 | bench theater | Unexpected argument 'theater'
    """#)

  /// `serve`.
  static let servers = table(
    #"""
    64 | serve --queue -1 | --queue must be from 1 to 1000000, but -1 was given.
    64 | serve --max-body -1 | --max-body must be from 1 to 1000000, but -1 was given.
    64 | serve --max-body 1000001 | --max-body must be from 1 to 1000000, but 1000001 was given.
    64 | serve --max-store -1 | --max-store must be from 1 to 1000000000, but -1 was given.
    64 | serve --keep 1e9 | --keep must be above 0 and below 1000000, but 1000000000.0 was given.
    64 | serve --grace nan | --grace must be from 0 to 1000000, but nan was given.
    64 | serve --port 0 --host localhost | --host must be an address in numbers, such as 127.0.0.1, 0.0.0.0 or ::1, but localhost was given.
    64 | serve --public-url | Missing value for '--public-url <url>'
    64 | serve --port x | The value 'x' is invalid for '--port <number>'
    64 | serve --port 65536 | --port must be from 0 to 65535, but 65536 was given.
    64 | serve --port -1 | --port must be from 0 to 65535, but -1 was given.
    64 | serve --host 0.0.0.0 | --host 0.0.0.0 lets other machines use this server, so it needs --api-key; without one, anybody who reaches the port could have pictures made and read those of others.
    64 | serve --host nowhere.example --api-key k | --host must be an address in numbers, such as 127.0.0.1, 0.0.0.0 or ::1, but nowhere.example was given.
    64 | serve --api-key= | Missing value for '--api-key <key>'
    64 | serve --queue 0 | --queue must be from 1 to 1000000, but 0 was given.
    64 | serve --jobs 0 | --jobs must be from 1 to 1024, but 0 was given.
    64 | serve --threads 1025 | --threads must be from 1 to 1024, but 1025 was given.
    64 | serve --max-body 0 | --max-body must be from 1 to 1000000, but 0 was given.
    64 | serve --max-source 101 | --max-source must be from 1 to 100, but 101 was given.
    64 | serve --max-connections 0 | --max-connections must be from 1 to 1000000, but 0 was given.
    64 | serve --max-store 0 | --max-store must be from 1 to 1000000000, but 0 was given.
    64 | serve --max-results 0 | --max-results must be from 1 to 1000000000, but 0 was given.
    64 | serve --keep 0 | --keep must be above 0 and below 1000000, but 0.0 was given.
    64 | serve --keep nan | --keep must be above 0 and below 1000000, but nan was given.
    64 | serve --grace -1 | --grace must be from 0 to 1000000, but -1.0 was given.
    66 | serve --assets no | There is no folder no to take assets from.
    64 | serve --max-side 10 | --max-side must be 64 or more, but 10 was given.
    64 | serve --allow-callback example.com | An allowed server must be an address such as https://example.com, or any, but example.com was given.
    64 | serve --allow-download ftp://example.com | An allowed server must be an address such as https://example.com, or any, but ftp://example.com was given.
    64 | serve --log-level loud | The value 'loud' is invalid for '--log-level <log-level>'. Please provide one of 'debug', 'info', 'notice', 'warning' or 'error'.
    73 | serve --data text.json | text.json is a file; name a folder.
    64 | serve extra | Unexpected argument 'extra'
    64 | serve --host 256.1.1.1 | --host must be an address in numbers, such as 127.0.0.1, 0.0.0.0 or ::1, but 256.1.1.1 was given.
    """#)
}

extension BadCommandLine {
  /// What is asked of the canvas.
  static let canvases = table(
    #"""
    64 | expand a.png | Nothing is to be added; say how much with --left, --right, --top or --bottom, or give --aspect or --size.
    64 | expand a.png --left 0 --top 0 | Nothing is to be added; say how much with --left, --right, --top or --bottom, or give --aspect or --size.
    64 | expand a.png --left -8 | --left must be from 0 to 65535 pixels, but -8 was given.
    64 | expand a.png --top 65536 | --top must be from 0 to 65535 pixels, but 65536 was given.
    64 | expand a.png --left 6.5 | The value '6.5' is invalid for '--left <pixels>'
    64 | expand a.png --left 8 --aspect 1:1 | The sides (--left, --right, --top, --bottom), --aspect and --size exclude each other; give one of the three.
    64 | expand a.png --size 64x64 --aspect 1:1 | The sides (--left, --right, --top, --bottom), --aspect and --size exclude each other; give one of the three.
    64 | expand a.png --left 8 --anchor left | --anchor goes with --aspect or --size; the sides say it themselves.
    64 | expand a.png --aspect 0:1 | The value '0:1' is invalid for '--aspect <w:h>': two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1
    64 | expand a.png --size 64 | The value '64' is invalid for '--size <wxh>': width and height from 1 to 65535 with an x between are needed, such as 1920x1080
    64 | expand - --left 8 | A picture from standard input has no name to derive one from; name a file with -o.
    65 | expand a.png --size 31x64 | The canvas of 31×64 is smaller than the picture, which has 32×24; --size must be at least that.
    65 | expand a.png --left 32736 | a.png: The canvas would be 32768×24; at most 32767 pixels a side are possible. Use smaller edges or a smaller source.
    64 | expand a.png --left 8 --top | Missing value for '--top <pixels>'
    64 | expand a.png --left 0.5 | The value '0.5' is invalid for '--left <pixels>'
    64 | expand | Missing expected argument '<picture>'
    64 | expand --left 8 | Missing expected argument '<picture>'
    64 | expand a.png b.jpg --left 8 | Unexpected argument 'b.jpg'
    64 | expand a.png --left | Missing value for '--left <pixels>'
    64 | expand a.png --left x | The value 'x' is invalid for '--left <pixels>'
    64 | expand a.png --left= | Missing value for '--left <pixels>'
    64 | expand a.png --left 99999999999999999999 | The value '99999999999999999999' is invalid for '--left <pixels>'
    64 | expand a.png --right -1 | --right must be from 0 to 65535 pixels, but -1 was given.
    64 | expand a.png --bottom -1 | --bottom must be from 0 to 65535 pixels, but -1 was given.
    64 | expand a.png --lefft 8 | Unknown option '--lefft'. Did you mean '--left'?
    64 | expand a.png --aspect 16/9 | The value '16/9' is invalid for '--aspect <w:h>': two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1
    64 | expand a.png --aspect 16: | The value '16:' is invalid for '--aspect <w:h>': two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1
    64 | expand a.png --aspect :9 | The value ':9' is invalid for '--aspect <w:h>': two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1
    64 | expand a.png --aspect 16:9:4 | The value '16:9:4' is invalid for '--aspect <w:h>': two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1
    64 | expand a.png --aspect -1:2 | The value '-1:2' is invalid for '--aspect <w:h>': two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1
    64 | expand a.png --aspect 1e3:1 | The value '1e3:1' is invalid for '--aspect <w:h>': two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1
    64 | expand a.png --aspect 100000:1 | The value '100000:1' is invalid for '--aspect <w:h>': two numbers above 0 with a colon between are needed, such as 16:9 or 2.39:1
    64 | expand a.png --size 0x0 | The value '0x0' is invalid for '--size <wxh>': width and height from 1 to 65535 with an x between are needed, such as 1920x1080
    64 | expand a.png --size 64x | The value '64x' is invalid for '--size <wxh>': width and height from 1 to 65535 with an x between are needed, such as 1920x1080
    64 | expand a.png --size 64x64x64 | The value '64x64x64' is invalid for '--size <wxh>': width and height from 1 to 65535 with an x between are needed, such as 1920x1080
    64 | expand a.png --size 65536x64 | The value '65536x64' is invalid for '--size <wxh>': width and height from 1 to 65535 with an x between are needed, such as 1920x1080
    64 | expand a.png --size axb | The value 'axb' is invalid for '--size <wxh>': width and height from 1 to 65535 with an x between are needed, such as 1920x1080
    64 | expand a.png --aspect 2:1 --anchor middle | The value 'middle' is invalid for '--anchor <anchor>'. Please provide one of the following:
    65 | expand a.png --aspect 10000:1 | a.png: The canvas would be 240000×24; at most 32767 pixels a side are possible. Use smaller edges or a smaller source.
    65 | expand a.png --left 20000 --top 20000 | a.png: The canvas would be 20032×20024, 401120768 pixels; the limit is 120000000. Use smaller edges, a smaller source or a higher limit.
    """#)

  /// How a picture is made and written.
  static let outputs = table(
    #"""
    64 | expand a.png --left 8 --quality 19 | --quality must be from 20 to 99, but 19 was given.
    64 | expand a.png --left 8 --quality 100 | --quality must be from 20 to 99, but 100 was given.
    64 | expand a.png --left 8 --seed 0 | --seed must be 1 or more, but 0 was given.
    64 | expand a.png --left 8 --count 0 | --count must be from 1 to 9999, but 0 was given.
    64 | expand a.png --left 8 --seed 9223372036854775807 --count 2 | --seed and --count together exceed 9223372036854775807; take a smaller seed.
    64 | expand a.png --left 8 --threads 0 | --threads must be from 1 to 1024, but 0 was given.
    64 | expand a.png --left 8 --force -o b.png | --force is for derived names; a file named with -o is replaced without it.
    64 | expand a.png --left 8 -o b.gif | The name b.gif does not end in .png, .jpg, .jpeg or .webp; correct it, or say which with --format.
    64 | expand a.png --left 8 -o - --count 2 | Standard output takes one picture, not 2; leave --count out, or name a file.
    65 | expand a.png --left 16352 -o b.webp | The canvas of 16384×24 is too large for WebP, which takes 16383 pixels a side; write a PNG.
    65 | expand - --left 8 -o b.png | standard input: The file is empty: it should hold a PNG, JPEG or WebP picture.
    73 | expand a.png --left 8 -o /dev/full --format png | /dev/full cannot be written: No space left on device.
    73 | expand a.png --left 8 -o folder --format png | folder is a folder; name a file in it.
    64 | expand a.png --left 8 --count -2 | --count must be from 1 to 9999, but -2 was given.
    64 | expand a.png --left 8 --threads -2 | --threads must be from 1 to 1024, but -2 was given.
    64 | expand a.png --left 8 --quality -1 | --quality must be from 20 to 99, but -1 was given.
    64 | expand a.png --left 8 --seed 0x10 | The value '0x10' is invalid for '--seed <number>'
    64 | expand a.png --left 8 --format gif | The value 'gif' is invalid for '--format <format>'. Please provide one of 'png', 'jpg', 'jpeg' or 'webp'.
    64 | expand a.png --left 8 --format PNG | The value 'PNG' is invalid for '--format <format>'. Please provide one of 'png', 'jpg', 'jpeg' or 'webp'.
    64 | expand a.png --left 8 --quality good | The value 'good' is invalid for '--quality <number>'
    64 | expand a.png --left 8 --mode slow | The value 'slow' is invalid for '--mode <mode>'. Please provide one of 'high' and 'fast'.
    64 | expand a.png --left 8 --seed -1 | --seed must be 1 or more, but -1 was given.
    64 | expand a.png --left 8 --seed 1.5 | The value '1.5' is invalid for '--seed <number>'
    64 | expand a.png --left 8 --seed 9223372036854775808 | The value '9223372036854775808' is invalid for '--seed <number>'
    64 | expand a.png --left 8 --count 10000 | --count must be from 1 to 9999, but 10000 was given.
    64 | expand a.png --left 8 --count many | The value 'many' is invalid for '--count <number>'
    64 | expand a.png --left 8 --threads 1025 | --threads must be from 1 to 1024, but 1025 was given.
    64 | expand a.png --left 8 --threads all | The value 'all' is invalid for '--threads <number>'
    64 | expand a.png --left 8 --quiet=1 | The option '--quiet' does not take any value, but '1' was specified.
    64 | expand a.png --left 8 -o | Missing value for '-o <file>'
    64 | expand a.png --left 8 -o . | The name . does not end in .png, .jpg, .jpeg or .webp; correct it, or say which with --format.
    64 | expand a.png --left 8 -o b | The name b does not end in .png, .jpg, .jpeg or .webp; correct it, or say which with --format.
    73 | expand a.png --left 8 -o text.png/b.png | text.png/b.png cannot be created: there is no folder (folder)/text.png/.
    """#)

  /// Files that are no pictures, or broken ones.
  static let files = table(
    #"""
    65 | expand text.png --left 8 | text.png: The file is not a PNG, JPEG or WebP picture: it begins with 68 65 6C 6C 6F. Convert it to one of these formats.
    66 | expand no.png --left 8 | There is no file no.png.
    66 | expand . --left 8 -o b.png | . is a folder; name a file in it.
    66 | expand folder --left 8 -o b.png | folder is a folder; name a file in it.
    65 | expand empty.png --left 8 | empty.png: The file is empty: it should hold a PNG, JPEG or WebP picture.
    65 | expand half.png --left 8 | half.png: The PNG file is truncated: chunk IDAT needs 289 bytes, but 128 are left. Use the complete file.
    65 | expand half.jpg --left 8 | half.jpg: The JPEG file is truncated: it ends before the marker of its end (EOI). Use the complete file.
    65 | expand half.webp --left 8 | half.webp: The WebP file is truncated: it should have 288 bytes, and has 144. Use the complete file.
    65 | expand g.gif --left 8 | g.gif: The file is not a PNG, JPEG or WebP picture: it begins with 47 49 46 38 39 61 01 00 01 00, as GIF does. Convert it to one of these formats.
    65 | expand g.bmp --left 8 | g.bmp: The file is not a PNG, JPEG or WebP picture: it begins with 42 4D 31 32 33 34 35 36 37 38 39 30, as BMP does. Convert it to one of these formats.
    65 | expand g.tiff --left 8 | g.tiff: The file is not a PNG, JPEG or WebP picture: it begins with 49 49 2A 00 61 61 61 61 61 61 61 61, as TIFF does. Convert it to one of these formats.
    65 | expand g.avif --left 8 | g.avif: The file is not a PNG, JPEG or WebP picture: it begins with 00 00 00 1C 66 74 79 70 61 76 69 66, as AVIF or HEIC does. Convert it to one of these formats.
    65 | expand g.pdf --left 8 | g.pdf: The file is not a PNG, JPEG or WebP picture: it begins with 25 50 44 46 2D 31 2E 37 20 61 61 61, as PDF does. Convert it to one of these formats.
    65 | expand g.svg --left 8 | g.svg: The file is not a PNG, JPEG or WebP picture: it begins with 3C 73 76 67 20 78 6D 6C 6E 73 3D 27, as SVG or HTML does. Convert it to one of these formats.
    65 | expand huge.png --left 8 | huge.png: The PNG file declares 100000×100000 pixels: at most 32767 on a side and 100000000 altogether are read.
    65 | expand long.png --left 8 | long.png: The PNG file declares 40000×1 pixels: at most 32767 on a side and 100000000 altogether are read.
    65 | expand zero.png --left 8 | zero.png: A PNG picture of 0×5 pixels has none: both sides should be at least 1.
    65 | expand crc.png --left 8 | crc.png: The PNG file is damaged: the checksum of chunk IHDR is 020DB1B3, but its bytes give 020DB1B2. Use an intact file.
    65 | expand kind.png --left 8 | kind.png: The PNG file is damaged: colour type 2 with 3 bits a sample does not exist. Use an intact file.
    65 | expand few.png --left 8 | few.png: The PNG file is truncated: 3000×3000 pixels cannot come out of 51 bytes of image data. Use the complete file.
    65 | expand nodata.png --left 8 | nodata.png: The PNG file is damaged: it has no image data (IDAT). Use an intact file.
    65 | expand noheader.png --left 8 | noheader.png: The PNG file is damaged: it begins with chunk IEND of 0 bytes, not IHDR of 13. Use an intact file.
    65 | expand bare.jpg --left 8 | bare.jpg: The JPEG file is damaged: it ends without a picture. Use an intact file.
    65 | expand bare.webp --left 8 | bare.webp: The WebP file is damaged: it has no picture (a chunk VP8 or VP8L). Use an intact file.
    66 | expand dangling.png --left 8 | dangling.png cannot be read: No such file or directory.
    66 | expand loop.png --left 8 | loop.png cannot be read: Too many levels of symbolic links.
    73 | expand a.png/x.png --left 8 | a.png/x-expanded.png cannot be created: there is no folder (folder)/a.png/.
    65 | expand /dev/null --left 8 -o b.png | /dev/null: The file is empty: it should hold a PNG, JPEG or WebP picture.
    """#)
}

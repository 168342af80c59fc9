extension BadRequest {
  /// Lines that are no task.
  static let texts = lineRows(
    #"""
    { | invalidRequest | - | The request is not valid JSON; line 1, column 2: a member's name in quotation marks is expected, but the end of the text was found.
    [] | invalidRequest | - | The request is an empty array; it must hold at least one task.
    5 | invalidRequest | - | The request must be an array of tasks, but 5 was given.
    "x" | invalidRequest | - | The request must be an array of tasks, but "x" was given.
    null | invalidRequest | - | The request must be an array of tasks, but null was given.
    [5] | invalidRequest | - | Every task must be an object, but task 1 of the array is 5.
    [null] | invalidRequest | - | Every task must be an object, but task 1 of the array is null.
    [[]] | invalidRequest | - | Every task must be an object, but task 1 of the array is an array of 0 elements.
    {} | missingParameter | taskType | `taskType` is missing; it says what to do: `imageInference`.
    {"a":1 | invalidRequest | - | The request is not valid JSON; line 1, column 7: a comma or } is expected after a member, but the end of the text was found.
    [{} | invalidRequest | - | The request is not valid JSON; line 1, column 4: a comma or ] is expected after an element, but the end of the text was found.
    {'a':1} | invalidRequest | - | The request is not valid JSON; line 1, column 2: a member's name in quotation marks is expected, but ''' was found.
    [1,] | invalidRequest | - | The request is not valid JSON; line 1, column 4: a value is expected, but ']' was found.
    nul | invalidRequest | - | The request is not valid JSON; line 1, column 1: a value is expected; null begins like this, but is spelt differently.
    01 | invalidRequest | - | The request is not valid JSON; line 1, column 2: a number has no leading zeros.
    {"a" 1} | invalidRequest | - | The request is not valid JSON; line 1, column 6: a colon is expected after a name, but '1' was found.
    {"a":1}} | invalidRequest | - | The request is not valid JSON; line 1, column 8: '}' follows the end of the JSON text.
    "\x" | invalidRequest | - | The request is not valid JSON; line 1, column 3: 'x' is no escape.
    "\ud800" | invalidRequest | - | The request is not valid JSON; line 1, column 4: half of a surrogate pair stands alone.
    [1 2] | invalidRequest | - | The request is not valid JSON; line 1, column 4: a comma or ] is expected after an element, but '2' was found.
    - | invalidRequest | - | The request is not valid JSON; line 1, column 2: a digit is expected, but the end of the text was found.
    1.e5 | invalidRequest | - | The request is not valid JSON; line 1, column 3: a digit is expected, but 'e' was found.
    """#)

  /// Tasks with one wrong member.
  static let tasks = taskRows(
    #"""
    taskType: null | missingParameter | taskType | `taskType` is missing; it says what to do: `imageInference`.
    taskType: 5 | unsupportedTaskType | taskType | `taskType` must be one of `imageInference`, but 5 was given.
    taskType: "ping" | unsupportedTaskType | taskType | `taskType` must be one of `imageInference`, but "ping" was given.
    taskType: "imageinference" | unsupportedTaskType | taskType | `taskType` must be one of `imageInference`, but "imageinference" was given.
    taskUUID: absent | missingParameter | taskUUID | `taskUUID` is missing; it must be a UUID: 32 hexadecimal digits, grouped 8-4-4-4-12.
    taskUUID: "" | invalidParameter | taskUUID | `taskUUID` must be a UUID: 32 hexadecimal digits, grouped 8-4-4-4-12, but "" was given.
    taskUUID: "afed6468" | invalidParameter | taskUUID | `taskUUID` must be a UUID: 32 hexadecimal digits, grouped 8-4-4-4-12, but "afed6468" was given.
    taskUUID: 7 | invalidParameter | taskUUID | `taskUUID` must be a UUID: 32 hexadecimal digits, grouped 8-4-4-4-12, but 7 was given.
    taskUUID: [] | invalidParameter | taskUUID | `taskUUID` must be a UUID: 32 hexadecimal digits, grouped 8-4-4-4-12, but an array of 0 elements was given.
    model: absent | missingParameter | model | `model` is missing; it must be "bfl:flux@outpainting".
    model: "" | invalidModel | model | `model` must be "bfl:flux@outpainting", but "" was given.
    model: 5 | invalidModel | model | `model` must be "bfl:flux@outpainting", but 5 was given.
    model: "flux" | invalidModel | model | `model` must be "bfl:flux@outpainting", but "flux" was given.
    inputs: absent | missingParameter | inputs | `inputs` is missing; it must be an object that holds `image`.
    inputs: [] | invalidParameter | inputs | `inputs` must be an object, but an array of 0 elements was given.
    inputs: "a.png" | invalidParameter | inputs | `inputs` must be an object, but "a.png" was given.
    inputs: {} | missingParameter | inputs.image | `inputs.image` is missing; it must be a text: the UUID of an image, a URL, a data URI or base64.
    inputs: {"image":null} | missingParameter | inputs.image | `inputs.image` is missing; it must be a text: the UUID of an image, a URL, a data URI or base64.
    inputs: {"image":7} | invalidParameter | inputs.image | `inputs.image` must be a text: the UUID of an image, a URL, a data URI or base64, but 7 was given.
    inputs: {"image":[]} | invalidParameter | inputs.image | `inputs.image` must be a text: the UUID of an image, a URL, a data URI or base64, but an array of 0 elements was given.
    inputs: {"image":""} | invalidParameter | inputs.image | `inputs.image` must be a text: the UUID of an image, a URL, a data URI or base64, but "" was given: the text is empty.
    inputs: {"image":"data:"} | invalidParameter | inputs.image | `inputs.image` must be a text: the UUID of an image, a URL, a data URI or base64, but "data:" was given: a data URI has a comma before its data.
    inputs: {"image":"data:image/png,abc"} | invalidParameter | inputs.image | `inputs.image` must be a text: the UUID of an image, a URL, a data URI or base64, but "data:image/png,abc" was given: a data URI has to hold base64: data:image/png;base64,….
    inputs: {"image":"data:image/png;base64,"} | invalidParameter | inputs.image | `inputs.image` must be a text: the UUID of an image, a URL, a data URI or base64, but "data:image/png;base64," was given: the data URI holds no data.
    inputs: {"image":"data:image/png;base64,?"} | invalidParameter | inputs.image | `inputs.image` must be a text: the UUID of an image, a URL, a data URI or base64, but "data:image/png;base64,?" was given: the data of the data URI is not base64.
    inputs: {"image":"data:image/png;base64,aGVsbG8="} | invalidParameter | inputs.image | `inputs.image`: The file is not a PNG, JPEG or WebP picture: it begins with 68 65 6C 6C 6F. Convert it to one of these formats.
    inputs: {"image":"http://example.com/a b.png"} | invalidParameter | inputs.image | `inputs.image` must be a text: the UUID of an image, a URL, a data URI or base64, but "http://example.com/a b.png" was given: a URL holds no spaces.
    inputs: {"image":"ftp://example.com/a.png"} | invalidParameter | inputs.image | `inputs.image`: "ftp://example.com/a.png" is neither an existing file nor the base64 of a PNG, JPEG or WebP picture.
    inputs: {"image":"file:///a.png"} | invalidParameter | inputs.image | `inputs.image` must be a text: the UUID of an image, a URL, a data URI or base64, but "file:///a.png" was given: file URLs are not read; give the path alone.
    inputs: {"image":"no.png"} | invalidParameter | inputs.image | `inputs.image`: "no.png" is neither an existing file nor the base64 of a PNG, JPEG or WebP picture.
    inputs: {"image":"."} | invalidParameter | inputs.image | `inputs.image`: . is a folder; name a file in it.
    inputs: {"image":"text.png"} | invalidParameter | inputs.image | `inputs.image`: The file is not a PNG, JPEG or WebP picture: it begins with 68 65 6C 6C 6F. Convert it to one of these formats.
    inputs: {"image":"aGVsbG8="} | invalidParameter | inputs.image | `inputs.image`: "aGVsbG8=" is neither an existing file nor the base64 of a PNG, JPEG or WebP picture.
    inputs: {"image":"137dc6cd-360e-478c-b437-2221099386ce"} | invalidParameter | inputs.image | `inputs.image`: there is no picture 137dc6cd-360e-478c-b437-2221099386ce in out or ..
    inputs: {"image":"https://example.com/"} | downloadFailed | inputs.image | `inputs.image`: https://example.com/ does not end in a file's name to look up in ..
    inputs: {"image":"https://example.com/no.png"} | downloadFailed | inputs.image | `inputs.image`: https://example.com/no.png is not downloaded, and there is no no.png in ..
    inputs: {"image":"a.png","image":"a.png"} | invalidParameter | inputs.image | `inputs.image` is given more than once; it must be given once.
    outpaint: absent | missingParameter | outpaint | `outpaint` is missing; it must be an object with at least one of `left`, `right`, `top` and `bottom`.
    outpaint: {} | invalidParameter | outpaint | `outpaint` must be an object with at least one of `left`, `right`, `top` and `bottom` above 0, but all of them are 0 or absent.
    outpaint: [] | invalidParameter | outpaint | `outpaint` must be an object, but an array of 0 elements was given.
    outpaint: 40 | invalidParameter | outpaint | `outpaint` must be an object, but 40 was given.
    outpaint: {"left":0,"top":0} | invalidParameter | outpaint | `outpaint` must be an object with at least one of `left`, `right`, `top` and `bottom` above 0, but all of them are 0 or absent.
    outpaint: {"left":"40"} | invalidParameter | outpaint.left | `outpaint.left` must be an integer from 0 to 2048, but "40" was given.
    outpaint: {"right":40.5} | invalidParameter | outpaint.right | `outpaint.right` must be an integer from 0 to 2048, but 40.5 was given.
    outpaint: {"top":-1} | invalidParameter | outpaint.top | `outpaint.top` must be an integer from 0 to 2048, but -1 was given.
    outpaint: {"bottom":2049} | invalidParameter | outpaint.bottom | `outpaint.bottom` must be an integer from 0 to 2048, but 2049 was given.
    outpaint: {"left":1e400} | invalidParameter | outpaint.left | `outpaint.left` must be an integer from 0 to 2048, but 1e400 was given.
    outpaint: {"left":true} | invalidParameter | outpaint.left | `outpaint.left` must be an integer from 0 to 2048, but true was given.
    outpaint: {"left":40,"left":41} | invalidParameter | outpaint.left | `outpaint.left` is given more than once; it must be given once.
    outpaint: {"left":40,"blur":33} | invalidParameter | outpaint.blur | `outpaint.blur` must be an integer from 0 to 32, but 33 was given.
    outpaint: {"left":40,"blur":"soft"} | invalidParameter | outpaint.blur | `outpaint.blur` must be an integer from 0 to 32, but "soft" was given.
    outpaint: {"left":2048} | invalidParameter | outpaint | The canvas must have at most 2048 pixels a side, but `outpaint` makes it 2080×24; add less, or set `settings.autoCrop` to have the sides shortened.
    outpaint: {"left":1} | invalidParameter | outpaint | The canvas must have at least 64 pixels a side, but `outpaint` makes it 33×24.
    settings: [] | invalidParameter | settings | `settings` must be an object, but an array of 0 elements was given.
    settings: {"autoCrop":"true"} | invalidParameter | settings.autoCrop | `settings.autoCrop` must be true or false, but "true" was given.
    settings: {"autoCrop":1} | invalidParameter | settings.autoCrop | `settings.autoCrop` must be true or false, but 1 was given.
    settings: {"mode":"High"} | invalidParameter | settings.mode | `settings.mode` must be one of "high", "fast", but "High" was given.
    settings: {"mode":1} | invalidParameter | settings.mode | `settings.mode` must be one of "high", "fast", but 1 was given.
    outputType: "url" | invalidParameter | outputType | `outputType` must be one of "URL", "base64Data", "dataURI", but "url" was given.
    outputType: 1 | invalidParameter | outputType | `outputType` must be one of "URL", "base64Data", "dataURI", but 1 was given.
    outputFormat: "JPEG" | invalidParameter | outputFormat | `outputFormat` must be one of "JPG", "PNG", "WEBP", but "JPEG" was given.
    outputFormat: ["PNG"] | invalidParameter | outputFormat | `outputFormat` must be one of "JPG", "PNG", "WEBP", but an array of 1 element was given.
    outputQuality: 19 | invalidParameter | outputQuality | `outputQuality` must be an integer from 20 to 99, but 19 was given.
    outputQuality: 100 | invalidParameter | outputQuality | `outputQuality` must be an integer from 20 to 99, but 100 was given.
    outputQuality: 94.5 | invalidParameter | outputQuality | `outputQuality` must be an integer from 20 to 99, but 94.5 was given.
    outputQuality: "95" | invalidParameter | outputQuality | `outputQuality` must be an integer from 20 to 99, but "95" was given.
    numberResults: 0 | invalidParameter | numberResults | `numberResults` must be an integer from 1 to 20, but 0 was given.
    numberResults: 21 | invalidParameter | numberResults | `numberResults` must be an integer from 1 to 20, but 21 was given.
    numberResults: 1.5 | invalidParameter | numberResults | `numberResults` must be an integer from 1 to 20, but 1.5 was given.
    deliveryMethod: "ASYNC" | invalidParameter | deliveryMethod | `deliveryMethod` must be one of "sync", "async", but "ASYNC" was given.
    deliveryMethod: false | invalidParameter | deliveryMethod | `deliveryMethod` must be one of "sync", "async", but false was given.
    includeCost: "true" | invalidParameter | includeCost | `includeCost` must be true or false, but "true" was given.
    includeCost: 0 | invalidParameter | includeCost | `includeCost` must be true or false, but 0 was given.
    webhookURL: 5 | invalidParameter | webhookURL | `webhookURL` must be an http or https address, but 5 was given.
    webhookURL: "ftp://example.com" | invalidParameter | webhookURL | `webhookURL` must be an http or https address, but "ftp://example.com" was given.
    webhookURL: "https://exa mple.com" | invalidParameter | webhookURL | `webhookURL` must be an http or https address, but "https://exa mple.com" was given.
    uploadEndpoint: "" | invalidParameter | uploadEndpoint | `uploadEndpoint` must be an http or https address, but "" was given.
    ttl: 59 | invalidParameter | ttl | `ttl` must be an integer of at least 60, but 59 was given.
    ttl: "60" | invalidParameter | ttl | `ttl` must be an integer of at least 60, but "60" was given.
    ttl: 60.5 | invalidParameter | ttl | `ttl` must be an integer of at least 60, but 60.5 was given.
    safety: [] | invalidParameter | safety | `safety` must be an object, but an array of 0 elements was given.
    safety: {"checkContent":"no"} | invalidParameter | safety.checkContent | `safety.checkContent` must be true or false, but "no" was given.
    seed: 0 | invalidParameter | seed | `seed` must be an integer from 1 to 9223372036854775807, but 0 was given.
    seed: -1 | invalidParameter | seed | `seed` must be an integer from 1 to 9223372036854775807, but -1 was given.
    seed: 1.5 | invalidParameter | seed | `seed` must be an integer from 1 to 9223372036854775807, but 1.5 was given.
    seed: "7" | invalidParameter | seed | `seed` must be an integer from 1 to 9223372036854775807, but "7" was given.
    seed: 9223372036854775808 | invalidParameter | seed | `seed` must be an integer from 1 to 9223372036854775807, but 9223372036854775808 was given.
    includeCost: true,"includeCost":false | invalidParameter | includeCost | `includeCost` is given more than once; it must be given once.
    """#)

  /// Tasks that `--strict` refuses.
  static let strict = taskRows(
    #"""
    outpaint: {"left":40,"lefft":8} | unknownParameter | outpaint.lefft | `outpaint.lefft` is not a parameter of this model; leave it out, or correct its name.
    settings: {"steps":4} | unknownParameter | settings.steps | `settings.steps` is not a parameter of this model; leave it out, or correct its name.
    inputs: {"image":"a.png","mask":"b.png"} | unknownParameter | inputs.mask | `inputs.mask` is not a parameter of this model; leave it out, or correct its name.
    nonsense: 1 | unknownParameter | nonsense | `nonsense` is not a parameter of this model; leave it out, or correct its name.
    outpaint_: {} | unknownParameter | outpaint_ | `outpaint_` is not a parameter of this model; leave it out, or correct its name.
    """#
  ).map { row in
    var row = row
    row.isStrict = true
    return row
  }
}

import ImageCodec
import Raster
import TaskSchema
import TestSupport

/// A small picture as a data URI.
func picture(width: Int = 64, height: Int = 64) throws -> String {
  let file = try Image.gradient(size: Size(width: width, height: height)).encoded(as: .png())
  return "data:image/png;base64,\(Base64.encode(file))"
}

/// A UUID that ends in a number.
func uuid(_ number: Int) -> String {
  let digits = String(number)
  return "11111111-2222-4333-8444-" + String(repeating: "0", count: 12 - digits.count) + digits
}

/// A valid task that adds 8 pixels on the left, with more members.
func inference(_ number: Int = 1, _ more: String = "", image: String? = nil) throws -> String {
  """
  {"taskType":"imageInference","taskUUID":"\(uuid(number))","model":"bfl:flux@outpainting",\
  "inputs":{"image":"\(try image ?? picture())"},"outpaint":{"left":8},"seed":7\(more.isEmpty ? "" : "," + more)}
  """
}

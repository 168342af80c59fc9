import TaskSchema

/// A valid task as JSON text, with members replaced, added or (nil) taken away.
func taskText(_ changes: [(String, String?)] = []) -> String {
  var members: [(String, String)] = [
    ("taskType", "\"imageInference\""),
    ("taskUUID", "\"afed6468-1eca-46ef-a677-06aae34e47a4\""),
    ("model", "\"bfl:flux@outpainting\""),
    ("inputs", #"{"image":"https://example.com/a.jpg"}"#),
    ("outpaint", #"{"left":640,"right":640,"top":128,"bottom":128}"#),
  ]
  for (name, value) in changes {
    if let index = members.firstIndex(where: { $0.0 == name }) {
      members.remove(at: index)
      if let value { members.insert((name, value), at: index) }
    } else if let value {
      members.append((name, value))
    }
  }
  return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
}

func task(_ changes: (String, String?)...) throws -> TaskObject {
  try task(text: taskText(changes))
}

func task(text: String) throws -> TaskObject {
  guard case .object(let fields) = try JSONValue(parsing: Array(text.utf8)) else { throw NotAnObject() }
  return TaskObject(fields)
}

/// The errors of a task; empty when it is valid.
func errors(_ task: TaskObject, rules: RequestRules = RequestRules()) -> [TaskError] {
  do {
    _ = try ImageInferenceRequest(task, rules: rules)
    return []
  } catch {
    return error.errors
  }
}

struct NotAnObject: Error {}

/// Numbers that are the same in every run.
struct CountingGenerator: RandomNumberGenerator {
  var state: UInt64 = 0

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

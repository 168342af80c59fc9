import Assessment

/// The file `junit.xml`: a test case for each picture, as continuous integration reads it.
struct JUnitReport {
  var suite: String
  var reports: [CaseReport]

  var text: String {
    let failures = reports.count { $0.verdict == .failed }
    let errors = reports.count { $0.verdict == .error }
    var lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
    let counts = #"tests="\#(reports.count)" failures="\#(failures)" errors="\#(errors)""#
    lines.append("<testsuites \(counts)>")
    lines.append(#"  <testsuite name="\#(suite.inMarkup)" \#(counts)>"#)
    for report in reports {
      let start = #"    <testcase classname="\#(suite.inMarkup)" name="\#(report.name.inMarkup)""#
      switch report.verdict {
      case .passed: lines.append(start + "/>")
      case .error:
        lines.append(start + ">")
        lines.append(#"      <error message="\#((report.failure ?? "").inMarkup)"/>"#)
        lines.append("    </testcase>")
      case .failed:
        lines.append(start + ">")
        let first = report.findings.first?.message ?? ""
        let all = report.findings.map(\.message).joined(separator: "\n")
        lines.append(#"      <failure message="\#(first.inMarkup)">\#(all.inMarkup)</failure>"#)
        lines.append("    </testcase>")
      }
    }
    return (lines + ["  </testsuite>", "</testsuites>", ""]).joined(separator: "\n")
  }
}

extension String {
  /// The text inside XML or HTML, in an attribute or between tags; control characters, which XML 1.0 does not have, become
  /// spaces.
  var inMarkup: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n": result.unicodeScalars.append(scalar)
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || scalar.value >= 0xFFFE && scalar.value <= 0xFFFF:
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

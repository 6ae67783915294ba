/// Tells questions from other lines by their words.
enum QuestionMarks {
  /// Whether a line ends as a question does; quotes, brackets and icons may follow the mark.
  static func isQuestion(_ text: String) -> Bool {
    var seen = 0
    for scalar in text.unicodeScalars.reversed() {
      if scalar == "?" || scalar == "？" || scalar == "؟" || scalar == "\u{37E}" { return true }
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil { return false }
      seen += 1
      if seen > 6 { return false }
    }
    return false
  }

  /// The line without "Q:", "Q1.", "12)" and the like before it and icons around it.
  static func withoutLabel(_ text: String) -> String {
    var rest = trimmed(text[...])
    for _ in 0..<2 {
      guard let cut = labelEnd(rest) else { break }
      rest = trimmed(cut)
    }
    return rest.isEmpty ? text : String(rest)
  }

  /// The answer without "A:" or "Answer:" before it.
  static func withoutAnswerLabel(_ text: String) -> String {
    for label in ["answer", "antwort", "respuesta", "réponse", "risposta", "ans", "a", "r"] {
      guard text.prefix(label.count).lowercased() == label else { continue }
      let rest = text.dropFirst(label.count).drop { $0 == " " || $0.isNumber }
      guard let mark = rest.first else { continue }
      let isLetter = label == "a" && text.hasPrefix("A")
      // "R:" is respuesta, réponse or risposta.
      let isShort = label == "a" || label == "r" && !text.hasPrefix("R")
      guard mark == ":" && (!isShort || isLetter) || isLetter && (mark == "." || mark == ")")
      else { continue }
      let after = rest.dropFirst().drop { $0 == " " }
      if !after.isEmpty { return String(after) }
    }
    return text
  }

  /// Whether the line opens with "Q:", "Question 3." or the like.
  static func hasQuestionLabel(_ text: String) -> Bool {
    guard let first = text.utf8.first, "qfpdvQFPDV".utf8.contains(first) else { return false }
    let lower = text.prefix(16).lowercased()
    // "P:" may also be a telephone.
    if lower.hasPrefix("p:"), lower.contains("¿") { return true }
    for label in ["question", "frage", "pregunta", "pergunta", "domanda", "vraag", "q", "f"] {
      guard lower.hasPrefix(label) else { continue }
      var rest = lower.dropFirst(label.count).drop { $0 == " " }
      rest = rest.drop { $0.isNumber }.drop { $0 == " " }
      guard let first = rest.first else { continue }
      if first == ":" || (first == "." || first == ")") && label != "f" { return true }
    }
    return false
  }

  /// Whether the line opens with "A:" or the like.
  static func hasAnswerLabel(_ text: String) -> Bool { withoutAnswerLabel(text) != text }

  /// The number that opens the line, as in "3. What is …", or nil.
  static func number(_ text: String) -> Int? {
    let digits = text.prefix { $0.isNumber }
    guard !digits.isEmpty, digits.count <= 3, let mark = text.dropFirst(digits.count).first,
      ".):".contains(mark)
    else { return nil }
    return Int(digits)
  }

  /// Whether a line is a mark beside a question and no text of its own: an icon, a number, "Q".
  static func isOrnament(_ text: String) -> Bool {
    if text.utf8.count > 24 { return false }
    let key = text.matchKey
    if key.isEmpty || key.allSatisfy(\.isNumber) { return true }
    return ornaments.contains(key)
  }

  /// Whether a text says what a switch does to the text that it opens.
  static func isSwitch(_ text: String) -> Bool { switches.contains(text.matchKey) }

  private static let switches: Set<String> = [
    "show", "hide", "open", "close", "expand", "collapse", "toggle", "showthissection",
    "hidethissection", "showmore", "showless", "anzeigen", "ausblenden", "öffnen", "schließen",
    "mostrar", "ocultar", "abrir", "cerrar", "afficher", "masquer", "ouvrir", "fermer", "mostra",
    "nascondi", "apri", "chiudi", "tonen", "verbergen",
  ]

  /// Whether the head of a column says that questions stand below it.
  static func headsQuestionColumn(_ text: String) -> Bool {
    questionColumns.contains(text.matchKey)
  }

  /// Whether the head of a column says that answers stand below it.
  static func headsAnswerColumn(_ text: String) -> Bool {
    answerColumns.contains(text.matchKey)
  }

  private static let questionColumns: Set<String> = [
    "question", "questions", "q", "frage", "fragen", "pregunta", "preguntas", "domanda", "domande",
    "vraag", "vragen", "pergunta", "perguntas",
  ]

  private static let answerColumns: Set<String> = [
    "answer", "answers", "a", "ouranswer", "antwort", "antworten", "respuesta", "respuestas",
    "réponse", "réponses", "risposta", "risposte", "antwoord", "antwoorden", "resposta",
    "respostas",
  ]

  private static let ornaments: Set<String> = [
    "q", "a", "x", "v", "question", "open", "close", "expand", "collapse", "toggle", "show", "hide",
    "plus", "minus", "more", "less", "ans", "link", "permalink", "copylink", "anchor", "expandmore",
    "add",
    "remove", "keyboardarrowdown", "arrowdropdown", "chevronright",
  ]

  /// Whether a question is the site talking about itself: "Still have questions?"
  static func isCallToAction(_ text: String) -> Bool {
    let key = text.matchKey
    if calls.contains(where: key.hasPrefix) { return true }
    return key.count < 40
      && (key.hasSuffix("helpful") || key.hasSuffix("morequestions") || key == "questions"
        || key.hasSuffix("havequestions") || key.hasSuffix("gotquestions")
        || key.hasSuffix("havemorequestions") || key.hasSuffix("needhelp"))
  }

  private static let calls: [String] = [
    "stillhave", "haveaquestion", "haveanyquestion", "havemorequestion", "haveotherquestion",
    "haveanotherquestion", "havefurtherquestion", "havequestions", "doyouhaveaquestion",
    "doyouhavequestions", "doyouhaveanyquestion", "doyouhavemorequestion", "doyouhaveother",
    "doyouhavefurther", "doyoustillhave", "gotaquestion", "gotquestions", "gotmorequestions",
    "gotanother", "anyquestions", "anyotherquestion", "anymorequestions", "morequestions",
    "otherquestions", "needmorehelp", "needhelp", "needassistance", "needmoreinformation",
    "needfurther", "needadditional", "cantfind", "cannotfind", "couldntfind", "didntfind",
    "didnotfind", "wasyourquestion", "didthisanswer", "didthishelp", "didwe", "wasthishelpful",
    "wasthispage",
    "wasthisarticle", "wasthisinformation", "wasthisanswer", "isthispage", "wantmore",
    "wanttolearnmore", "wanttoknowmore", "wouldyouliketoknowmore", "lookingformore",
    "lookingforsomething", "readytoget", "readytostart", "readytobook", "questionnotanswered",
    "questionnotlisted", "dontseeyour", "notfindwhat", "nochfragen", "habensienoch",
    "weiterefragen",
    "tienesmaspreguntas", "vousavezdautres", "howcanwehelp", "whatareyoulookingfor",
    "forgotpassword", "forgotyourpassword", "newtohere", "donthaveanaccount", "alreadyhave",
    "alreadyamember", "notamember",
  ]

  /// Whether a heading, title or class says that questions follow.
  static func announcesQuestions(_ text: String) -> Bool {
    guard text.utf8.count <= 300 else { return false }
    // All of these words hold the letter.
    if text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "q") }) {
      let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "&" }
      if words.contains(where: { announcingWords.contains(String($0)) }) { return true }
    }
    let key = Array(text.matchKey.utf8)
    return announcingPhrases.contains { holds(key, $0) }
  }

  /// Whether a heading inside a page says that questions follow; a heading may say so in more ways
  /// than a title.
  static func headsQuestions(_ text: String) -> Bool {
    if announcesQuestions(text) { return true }
    guard text.utf8.count <= 70, !isQuestion(text) else { return false }
    let words = text.lowercased().split { !$0.isLetter }
    return words.contains { plainWords.contains(String($0)) }
  }

  private static let plainWords: Set<String> = [
    "questions", "fragen", "preguntas", "domande", "vragen", "perguntas", "frågor", "pytania",
    "вопросы",
  ]

  /// Whether a key holds a phrase; `String.contains` was half of the time of a page of headings.
  private static func holds(_ key: [UInt8], _ phrase: [UInt8]) -> Bool {
    guard let first = phrase.first, phrase.count <= key.count else { return false }
    for start in 0...(key.count - phrase.count)
    where key[start] == first && key[start..<(start + phrase.count)].elementsEqual(phrase) {
      return true
    }
    return false
  }

  private static let announcingWords: Set<String> = [
    "faq", "faqs", "q&a", "q&as", "qa", "qanda", "haq",
  ]

  private static let announcingPhrases: [[UInt8]] = [
    "frequentlyasked", "frequentquestion", "questionsandanswers", "questionsanswers",
    "questionandanswer", "commonlyasked", "commonquestions", "peoplealsoask", "questionsanswered",
    "yourquestions", "youasked", "readersask", "readersasked", "questionsfromreaders",
    "readerquestions", "readersquestions", "patientsask", "parentsask", "wegetasked",
    "weareasked", "weareoftenasked", "questionswehear", "questionsweget", "askedandanswered",
    "popularquestions", "topquestions", "mostaskedquestions", "questionspeopleask",
    "preguntasfrecuentes", "foireauxquestions", "questionsfréquentes", "questionsfrequentes",
    "häufiggestelltefragen", "häufigefragen", "fragenundantworten", "domandefrequenti",
    "veelgesteldevragen", "perguntasfrequentes", "vanligafrågor", "oftestilledespørgsmål",
    "częstozadawanepytania", "частозадаваемыевопросы", "частыевопросы", "よくある質問", "常见问题",
    "자주묻는질문", "sıkçasorulansorular",
  ].map { Array($0.utf8) }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text
    while let first = rest.unicodeScalars.first, isIcon(first) { rest.unicodeScalars.removeFirst() }
    while let last = rest.unicodeScalars.last, isTrailingIcon(last) {
      rest.unicodeScalars.removeLast()
    }
    return rest
  }

  private static func isIcon(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isWhitespace { return true }
    switch scalar {
    case "+", "-", "–", "—", "#", "•", "·", ">", "›", "»", "|", "*", "⌄", "⌃", "¶", "§": return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .otherSymbol, .mathSymbol, .privateUse, .control, .format: return true
    default: return false
    }
  }

  private static func isTrailingIcon(_ scalar: Unicode.Scalar) -> Bool {
    isIcon(scalar) || scalar == "^"
  }

  /// What follows a label, or nil where there is none.
  private static func labelEnd(_ text: Substring) -> Substring? {
    let lower = text.prefix(16).lowercased()
    for label in [
      "question", "frage", "pregunta", "pergunta", "domanda", "vraag", "q", "f", "p", "",
    ] {
      guard lower.hasPrefix(label) else { continue }
      if label == "p", !lower.hasPrefix("p:") || !lower.contains("¿") && text.last != "?" {
        continue
      }
      var rest = text.dropFirst(label.count).drop { $0 == " " || $0 == "#" }
      let digits = rest.prefix { $0.isNumber }
      if label.isEmpty, digits.isEmpty || digits.count > 3 { continue }
      rest = rest.dropFirst(digits.count).drop { $0 == " " }
      guard let first = rest.first, ":.)-–—".contains(first) else { continue }
      if first == "." || first == "-", label.isEmpty == false, digits.isEmpty, label.count > 1 {
        continue
      }
      let after = rest.dropFirst()
      // "3.5 percent" is no label.
      if label.isEmpty, after.first?.isNumber == true { continue }
      return after
    }
    return nil
  }
}

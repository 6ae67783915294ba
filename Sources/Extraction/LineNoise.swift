/// Tells lines that belong to a site from lines of its texts, by their words.
enum LineNoise {
  /// Whether a short line is a byline, a date, a credit, a label or a call to do something.
  static func isNoise(_ text: String, linkShare: Double) -> Bool {
    let key = text.matchKey
    if key.isEmpty { return !text.contains("_") }
    if whole.contains(key) { return true }
    if isFeedback(key) || isReference(text) { return true }
    if isAdvertLabel(text) { return true }
    if text.hasPrefix("http"), !text.contains(" ") { return true }
    if text.utf8.count < 90, stamps.contains(where: key.hasPrefix), key.contains(where: \.isNumber)
    {
      return true
    }
    if text.utf8.count < 40,
      readingTimes.contains(where: { key.hasPrefix($0) || key.hasSuffix($0) }),
      key.contains(where: \.isNumber)
    {
      return true
    }
    if text.utf8.count < 120, openers.contains(where: key.hasPrefix) { return !isAdvice(text) }
    if linkShare > 0.3, linkOpeners.contains(where: key.hasPrefix) { return true }
    return false
  }

  /// Whether a line that opens like a call to act is a sentence of the text: "Subscribe to nothing that
  /// promises silence." What a site asks for is its own: ours, this, here, a letter.
  private static func isAdvice(_ text: String) -> Bool {
    guard text.utf8.count > 50, let last = text.last, ".!?".contains(last) else { return false }
    let words = text.lowercased().split { !$0.isLetter && $0 != "’" }
    return words.count >= 8 && !words.contains { siteWords.contains(String($0)) }
  }

  private static let siteWords: Set<String> = [
    "our", "us", "we", "this", "these", "here", "newsletter", "newsletters", "email", "emails",
    "inbox", "updates", "podcast", "channel", "free", "reserved", "comments", "below", "click",
    "facebook", "twitter", "instagram", "youtube", "linkedin", "app", "copyright", "photo",
    "posted", "published", "updated", "advertisement", "continues", "story", "article", "related",
    "more", "read", "stories", "news",
  ]

  private static let readingTimes = [
    "readingtime", "minread", "minsread", "minuteread", "minutesread",
  ]

  /// Whether a key asks a reader to judge the page: "Did this guide help you?"
  static func isFeedback(_ key: String) -> Bool {
    guard key.utf8.count <= 80, feedbackOpeners.contains(where: key.hasPrefix) else { return false }
    return feedbackEnds.contains(where: key.hasSuffix)
  }

  private static let feedbackOpeners: [String] = [
    "wasthis", "werethese", "isthis", "isthepage", "didthis", "didthe", "didyoufind", "didwe",
    "doesthis", "howuseful", "howhelpful", "ratethis", "pleaserate", "wardiese", "warder",
    "hatdir", "hatihnen", "haben", "fandest", "teresultó", "teresulto", "tehaservido",
    "cetarticle", "cettepage", "cetteréponse", "èstatoutile", "questarisposta", "wasdit", "wasdeze",
    "heeftdit", "isdeze", "estarespuesta", "leresultó", "estaresposta", "czytaodpowiedź",
  ]

  private static let feedbackEnds: [String] = [
    "helpful", "useful", "helpyou", "doesthishelp", "didthishelp", "answeryourquestion",
    "answeryourquestions", "whatyouwerelookingfor", "whatyouneeded", "thisarticle", "thispage",
    "thispost", "thisanswer", "hilfreich", "geholfen", "weitergeholfen", "útil", "utile",
    "nuttig", "geholpen", "vousatelleaidé", "aidé", "pomocna",
  ]

  /// The name of a person that a heading introduces, or nil: "About Petra Lindqvist".
  static func introduced(by heading: String) -> String? {
    let words = heading.split(separator: " ")
    guard (3...5).contains(words.count), let first = words.first,
      aboutWords.contains(first.lowercased()),
      words.dropFirst().allSatisfy({ $0.first?.isUppercase == true })
    else { return nil }
    return words.dropFirst().joined(separator: " ")
  }

  private static let aboutWords: Set<String> = ["about", "über", "sobre", "over", "om", "meet"]

  /// Whether a line is a pointer to another page: "Don't miss: ten walks in the rain".
  static func isReference(_ text: String) -> Bool {
    guard text.utf8.count < 140, let colon = text.firstIndex(of: ":") else { return false }
    return pointers.contains(String(text[..<colon]).matchKey)
  }

  private static let pointers: Set<String> = [
    "dontmiss", "readnext", "readthisnext", "upnext", "related", "relatedarticle", "relatedpost",
    "relatedstory", "relatedreading", "readmore", "alsoread", "readalso", "youmayalsolike",
    "youmightalsolike", "morelikethis", "recommended", "recommendedreading", "editorspick",
    "nextpost", "previouspost", "nextarticle", "previousarticle", "keepreading", "lesenswert",
    "tags", "tagged", "keywords", "topics", "themen", "temas", "thèmes", "filedunder", "categories",
    "schlagwörter", "etiquetas",
    "motsclés", "text", "words", "author", "autor", "autorin", "autore", "auteur", "photos",
    "photo", "photography", "fotos", "older", "newer",
    "lesensieauch", "leseauch", "auchinteressant", "mehrzumthema", "leetambién", "leatambién",
    "teleelesto", "lireaussi", "àlireaussi", "leggianche", "leiatambém", "leesook",
  ]

  /// Whether a line says that what follows is an advertisement.
  static func isAdvertLabel(_ text: String) -> Bool {
    guard text.utf8.count <= 60 else { return false }
    let key = text.matchKey
    return advertLabels.contains(key) || key.hasPrefix("adcontent")
      || key.hasPrefix("advertisement")
      || key.hasSuffix("contentcontinuesbelow")
  }

  private static let advertLabels: Set<String> = [
    "ad", "ads", "advert", "advertising", "sponsored", "sponsoredcontent", "sponsoredpost",
    "promoted", "promotedcontent", "paidpartnership", "paidcontent", "anzeige", "werbung",
    "publicidad", "publicité", "pubblicità", "publicidade", "reklama", "reklam", "advertentie",
    "annonce", "реклама", "広告",
  ]

  /// Whether a line names who wrote or checked the text: "By", then names and titles only.
  static func isByline(_ text: String) -> Bool {
    guard text.utf8.count <= 200, let last = text.last, !".!?:;".contains(last) else {
      return false
    }
    let words = text.split { $0 == " " || $0 == "," || $0 == "·" || $0 == "|" }
    guard words.count >= 3, let first = words.first, bylineWords.contains(first.lowercased()) else {
      return text.utf8.count <= 120 && checkers.contains(where: text.matchKey.hasPrefix)
    }
    let rest = words.dropFirst()
    let named = rest.count { $0.first?.isUppercase == true || $0.first?.isNumber == true }
    return rest.first?.first?.isUppercase == true && named * 10 >= rest.count * 6
  }

  private static let bylineWords: Set<String> = ["by", "von", "por", "par", "di", "door", "av"]

  private static let checkers: [String] = [
    "medicallyreviewed", "reviewedby", "factchecked", "writtenby", "editedby",
    "clinicallyreviewed", "medicallychecked", "checkedby", "approvedby", "verifiedby",
    "expertreviewed", "medicalreview", "reviewby", "medicallyapproved",
  ]

  /// A part of a page that is no part of its text.
  enum Section { case comments, other }

  /// The part that a short line opens, or nil.
  static func section(opened text: String) -> Section? {
    let key = text.matchKey
    if commentHeads.contains(key) { return .comments }
    return countsComments(text) ? .comments : sectionHeads.contains(key) ? .other : nil
  }

  /// Whether a line counts what readers wrote: "4 readers have responded", "Comments (12)".
  private static func countsComments(_ text: String) -> Bool {
    guard text.utf8.contains(where: { $0 &- 48 < 10 }) else { return false }
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard let first = words.first, let last = words.last, words.count <= 6 else { return false }
    if words.count == 2, last.allSatisfy(\.isNumber) { return commentWords.contains(first) }
    guard first.allSatisfy(\.isNumber) else { return false }
    let rest = words.dropFirst().filter { !countFillers.contains($0) && !$0.allSatisfy(\.isNumber) }
    return !rest.isEmpty && rest.count < words.count && rest.allSatisfy(commentWords.contains)
      || commentWords.contains(words.dropFirst().joined())
  }

  private static let countFillers: Set<String> = [
    "reader", "readers", "people", "person", "user", "users", "visitor", "visitors", "have", "has",
    "so", "far", "new", "more", "total", "yet", "on", "to", "this", "post", "article", "the",
  ]

  private static let commentWords: Set<String> = [
    "comment", "comments", "response", "responses", "reply", "replies", "commented", "responded",
    "replied", "discussion", "kommentare", "kommentar",
    "comentarios", "comentários", "commentaires", "commenti", "reacties", "thoughtson",
    "komentarze",
  ]

  private static let commentHeads: Set<String> = [
    "comments", "leaveareply", "leaveacomment", "postacomment", "addacomment", "readercomments",
    "jointheconversation", "jointhediscussion", "kommentare", "kommentarschreiben", "comentarios",
    "comentários", "commentaires", "laisseruncommentaire", "dejauncomentario", "deixeumcomentário",
    "lasciauncommento", "schreibeeinenkommentar", "geefeenreactie", "komentarze",
  ]

  /// Whether a heading says that works follow on which the text rests.
  static func headsReferences(_ text: String) -> Bool {
    text.utf8.count <= 40 && referenceHeads.contains(text.matchKey)
  }

  private static let referenceHeads: Set<String> = [
    "sources", "source", "references", "reference", "bibliography", "literature", "citations",
    "workscited", "notes", "footnotes", "endnotes", "notesandreferences", "sourcesandreferences",
    "articlesources", "scientificreferences", "medicalreferences", "studies", "quellen",
    "quellenangaben", "literatur", "literaturverzeichnis", "einzelnachweise", "fußnoten",
    "fuentes", "referencias", "bibliografía", "références", "bibliographie", "fonti",
    "riferimenti", "bibliografia", "bronnen", "referências", "fontes", "källor", "źródła",
    "источники", "参考文献",
  ]

  private static let sectionHeads: Set<String> = [
    "abouttheauthor", "abouttheauthors", "aboutauthor", "ourauthor", "theauthor", "aboutthewriter",
    "meetthewriter", "meettheauthor", "meetourauthor", "aboutourauthor", "aboutthewriters",
    "aboutourexpert", "überdieautoren",
    "überdenautor", "überdieautorin",
    "sobreelautor", "sobreoautor", "àproposdelauteur", "youmightalsolike", "youmayalsolike",
    "youmightalsobeinterestedin", "youmaybeinterestedin", "related", "relatedarticles",
    "relatedposts", "relatedstories", "relatedcontent", "relatednews", "relatedreading",
    "relatedlinks", "morestories", "morearticles", "morefromus", "readnext", "whattoreadnext",
    "keepreading", "furtherreadingonthissite", "recommended", "recommendedforyou",
    "recommendedarticles", "recommendedreading", "dontmiss", "trending", "trendingnow",
    "mostpopular", "mostread", "popularposts", "recentposts", "latestposts", "latestnews",
    "latestarticles", "editorspicks", "upnext", "relatedtopics", "dasinteressiertsieauch",
    "daskönntesieauchinteressieren", "daskönntedichauchinteressieren", "auchinteressant",
    "ähnlicheartikel", "ähnlichebeiträge", "ähnlichethemen", "weitereartikel", "mehrzumthema",
    "lesensieauch", "meistgelesen", "articlesrelacionados", "artículosrelacionados",
    "tambiéntepuedeinteresar", "tepuedeinteresar", "notasrelacionadas", "noticiasrelacionadas",
    "artigosrelacionados", "postsrelacionados", "leiatambém", "vejatambém", "vocêpodegostar",
    "vocêtambémpodegostar", "articlessimilaires", "articlesliés", "àlireaussi", "lireaussi",
    "vousaimerezaussi", "articolicorrelati", "leggianche", "potrebbeinteressarti",
    "gerelateerdeartikelen", "leesook", "czytajtakże", "zobacztakże", "läsockså", "lesogså",
    "читайтетакже", "関連記事", "signupforournewsletter", "subscribetoournewsletter",
  ]

  private static let whole: Set<String> = [
    "advertisement", "advertisements", "advert", "ad", "ads", "sponsored", "share", "sharethis",
    "print",
    "email", "tweet", "comments", "comment", "related", "readmore", "more", "save", "menu",
    "close", "subscribe", "tags", "topics", "facebook", "twitter", "linkedin", "whatsapp",
    "pinterest", "nocomments", "loading", "loadingcomments", "storycontinuesbelow", "top",
    "backtotop", "permalink", "reply", "leaveareply", "leaveacomment", "scrolltocontinue",
    "articlecontinuesbelow", "continuereading", "onthispage", "inthisarticle", "inthispost",
    "inthisguide", "inthissection", "inthisstory", "tableofcontents", "jumpto", "jumptosection",
    "skiptosection", "pagecontents", "showtableofcontents", "aufdieserseite", "indiesemartikel",
    "inhaltsverzeichnis", "enestapágina", "enesteartículo", "tabladecontenidos",
    "danscetarticle", "danscettepage", "sommaire", "inquestoarticolo", "nestapágina",
    "nesteartigo", "anzeige", "werbung", "publicidad", "publicité",
  ]

  private static let stamps: [String] = [
    "updated", "published", "posted", "lastmodified", "modified", "created", "veröffentlicht",
    "firstpublished", "lastupdate", "lastreviewed", "reviewed", "lastedited", "originallypublished",
    "aktualisiert", "erstellt", "publicado", "actualizado", "publié", "misàjour", "stand",
  ]

  private static let openers: [String] = [
    "sharethis", "shareon", "shareyourthoughts", "shareyourstory", "followus", "followme",
    "followon", "likeus",
    "signupfor", "signupto", "subscribeto", "subscribenow", "clickhereto", "advertisement",
    "storycontinues", "articlecontinues", "copyright", "allrightsreserved", "filedunder",
    "postedin", "postedon", "postedby", "publishedon", "lastupdated", "updatedon", "photoby",
    "imagecredit", "photocredit", "imagesource", "photosource", "jointheconversation",
    "jointhediscussion", "leaveacomment", "leaveareply", "viewcomments", "showcomments",
    "readfullarticle", "relatedarticle", "relatedstories", "relatedpost", "relatedcoverage",
    "relatedcontent", "relatedtopics", "relatednews", "morefrom", "moreon", "youmayalsolike",
    "youmightalsolike", "recommendedforyou", "readthisnext", "readnext", "upnext", "trendingnow",
    "mostread", "mostpopular", "editorspicks", "getthelatest", "downloadour", "jumptocomments",
  ]

  private static let linkOpeners: [String] = [
    "read", "readmore", "seealso", "alsoread", "related", "more", "watch", "click", "listen", "see",
    "follow", "sign", "subscribe", "download", "join", "buy", "find", "learnmore", "viewthe", "via",
    "source", "by", "email",
  ]
}

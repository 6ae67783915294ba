/// Tells lines that belong to a site from lines of its texts, by their words.
enum LineNoise {
  /// Whether a short line is a byline, a date, a credit, a label or a call to do something.
  static func isNoise(_ text: String, linkShare: Double) -> Bool {
    let key = text.matchKey
    if key.isEmpty { return !text.contains("_") }
    if whole.contains(key) { return true }
    if text.hasPrefix("http"), !text.contains(" ") { return true }
    if text.utf8.count < 90, stamps.contains(where: key.hasPrefix), key.contains(where: \.isNumber)
    {
      return true
    }
    if text.utf8.count < 120, openers.contains(where: key.hasPrefix) { return true }
    if linkShare > 0.3, linkOpeners.contains(where: key.hasPrefix) { return true }
    return false
  }

  private static let whole: Set<String> = [
    "advertisement", "advertisements", "advert", "ad", "ads", "sponsored", "share", "sharethis",
    "print",
    "email", "tweet", "comments", "comment", "related", "readmore", "more", "save", "menu",
    "close", "subscribe", "tags", "topics", "facebook", "twitter", "linkedin", "whatsapp",
    "pinterest", "nocomments", "loading", "loadingcomments", "storycontinuesbelow", "top",
    "backtotop", "permalink", "reply", "leaveareply", "leaveacomment", "scrolltocontinue",
    "articlecontinuesbelow", "continuereading", "anzeige", "werbung", "publicidad", "publicité",
  ]

  private static let stamps: [String] = [
    "updated", "published", "posted", "lastmodified", "modified", "created", "veröffentlicht",
    "aktualisiert", "erstellt", "publicado", "actualizado", "publié", "misàjour", "stand",
  ]

  private static let openers: [String] = [
    "sharethis", "shareon", "shareyour", "followus", "followme", "followon", "likeus",
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

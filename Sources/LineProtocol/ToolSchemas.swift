internal import JSON

/// JSON Schemas of what the tools take and give, for clients that check both.
///
/// No schema forbids further members, so that fields can be added without a break.
enum ToolSchemas {
  private static func described(_ type: JSONValue, _ description: String) -> JSONValue {
    ["type": type, "description": .string(description)]
  }

  private static func list(of items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

  private static let text: JSONValue = ["type": "string"]
  private static let whole: JSONValue = ["type": "integer", "minimum": 0]
  private static let number: JSONValue = ["type": "number"]

  private static let context: JSONValue = [
    "type": "array", "items": text,
    "description": "The person's earlier messages in this conversation, oldest first.",
  ]
  private static let today = described(
    "string", "The day of the message as YYYY-MM-DD, for phrases such as \"since Monday\".")

  static let askInput: JSONValue = [
    "type": "object",
    "properties": [
      "question": described("string", "The question in the person's own words."),
      "context": context,
      "today": today,
      "render": [
        "type": "object",
        "description": "Also give the answer as chat messages.",
        "properties": [
          "format": ["type": "string", "enum": ["plain", "markdown", "irc", "slack"]],
          "max_bytes": [
            "type": "integer", "minimum": 16, "maximum": 1_048_576,
            "description": "Longest message in UTF-8 bytes.",
          ],
          "disclaimer": described("boolean", "Whether the last message ends with the disclaimer."),
        ],
      ],
      "debug": described("boolean", "Whether the ranked passages are added as hits."),
    ],
    "required": ["question"],
  ]

  static let triageInput: JSONValue = [
    "type": "object",
    "properties": [
      "message": described("string", "One message of the person."),
      "turns": [
        "type": "array", "items": text, "minItems": 1,
        "description": "In place of message: all messages of the person, oldest first.",
      ],
      "today": today,
    ],
  ]

  static let searchInput: JSONValue = [
    "type": "object",
    "properties": [
      "query": described("string", "What to look for."),
      "context": context,
      "limit": [
        "type": "integer", "minimum": 1, "maximum": 100, "default": 10,
        "description": "How many passages at most.",
      ],
    ],
    "required": ["query"],
  ]

  private static let evidence: JSONValue = [
    "type": "object",
    "properties": ["turn": whole, "quote": text, "start": whole, "end": whole],
    "required": ["turn", "quote", "start", "end"],
  ]

  private static let flag: JSONValue = [
    "type": "object",
    "properties": [
      "id": text, "label": text, "evidence": evidence, "more_evidence": list(of: evidence),
    ],
    "required": ["id", "label"],
  ]

  private static let part: JSONValue = [
    "type": "object",
    "properties": ["label": text, "quote": text, "start": whole, "end": whole],
    "required": ["quote", "start", "end"],
  ]

  private static let citation: JSONValue = [
    "type": "object",
    "properties": [
      "uri": text, "doc": text, "title": text, "passage": text, "section": list(of: text),
      "question": text,
      "quote": described("string", "A verbatim slice of the passage that uri leads to."),
      "start": described("integer", "Where the quote begins in the passage, in UTF-8 bytes."),
      "end": described("integer", "Where the quote ends in the passage, in UTF-8 bytes."),
      "parts": list(of: part),
      "url": text, "author": text, "published": text, "modified": text,
    ],
    "required": ["uri", "doc", "title", "passage", "section", "quote", "start", "end"],
  ]

  private static let index: JSONValue = [
    "type": "object", "properties": ["id": text], "required": ["id"],
  ]

  static let askOutput: JSONValue = [
    "type": "object",
    "properties": [
      "v": ["type": "integer", "const": 1],
      "outcome": ["type": "string", "enum": ["answer", "abstain", "escalate"]],
      "answered": described("boolean", "Whether citations answer, also beside an escalation."),
      "reason": described("string", "Why there is no answer."),
      "text": described("string", "All that a person should read, the escalation first."),
      "confidence": [
        "type": "object",
        "properties": [
          "level": ["type": "string", "enum": ["high", "medium", "low"]],
          "value": ["type": "number", "minimum": 0, "maximum": 1],
          "threshold": number,
        ],
        "required": ["level", "value"],
      ],
      "citations": list(of: citation),
      "best_sentence": ["type": "object", "properties": ["start": whole, "end": whole]],
      "escalation": [
        "type": "object",
        "description": "Advice to seek care; tell the person this first, unchanged.",
        "properties": [
          "level": ["type": "string", "enum": ["escalate", "emergency"]],
          "message": text, "flags": list(of: flag), "citations": list(of: citation),
        ],
        "required": ["level", "message", "flags", "citations"],
      ],
      "see_a_doctor": citation,
      "alternatives": list(of: [
        "type": "object",
        "properties": ["question": text, "uri": text, "value": number],
        "required": ["question", "uri"],
      ]),
      "index": index,
      "disclaimer": text,
      "messages": list(of: text),
      "hits": list(of: ["type": "object"]),
    ],
    "required": [
      "v", "outcome", "answered", "text", "confidence", "citations", "alternatives", "index",
      "disclaimer",
    ],
  ]

  static let triageOutput: JSONValue = [
    "type": "object",
    "properties": [
      "v": ["type": "integer", "const": 1],
      "level": ["type": "string", "enum": ["none", "escalate", "emergency"]],
      "at": described("integer", "The turn, counted from 1, at which the level was reached."),
      "flags": list(of: flag),
    ],
    "required": ["v", "level", "flags"],
  ]

  static let searchOutput: JSONValue = [
    "type": "object",
    "properties": [
      "v": ["type": "integer", "const": 1],
      "hits": list(of: [
        "type": "object",
        "properties": [
          "uri": text, "doc": text, "title": text, "passage": text, "section": list(of: text),
          "question": text, "text": text, "score": number, "url": text,
        ],
        "required": ["uri", "doc", "title", "passage", "section", "text", "score"],
      ]),
      "index": index,
    ],
    "required": ["v", "hits", "index"],
  ]
}

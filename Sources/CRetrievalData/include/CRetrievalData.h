#ifndef ASKWELL_CRETRIEVALDATA_H
#define ASKWELL_CRETRIEVALDATA_H

enum askwell_retrieval_file {
  ASKWELL_SYNONYMS_GENERAL,
  ASKWELL_SYNONYMS_HEALTH,
  ASKWELL_SYNONYMS_LAY,
  ASKWELL_SYNONYMS_CONCEPTS,
  ASKWELL_CHATTER,
  ASKWELL_CHATTER_SPOKEN,
  ASKWELL_STOP_WORDS,
  ASKWELL_ANSWER_MODEL,
  ASKWELL_RECORD_MODEL,
  ASKWELL_ASPECTS,
};

// A file of Sources/Retrieval/Resources, byte for byte, with its length.
const unsigned char *askwell_retrieval_data(enum askwell_retrieval_file file, long *count);

#endif

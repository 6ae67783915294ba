#include "CRetrievalData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char synonyms_general[] = {
#embed "../Retrieval/Resources/synonyms-general.tsv"
};

static const unsigned char synonyms_health[] = {
#embed "../Retrieval/Resources/synonyms-health.tsv"
};

static const unsigned char synonyms_lay[] = {
#embed "../Retrieval/Resources/synonyms-lay.tsv"
};

static const unsigned char synonyms_concepts[] = {
#embed "../Retrieval/Resources/synonyms-concepts.tsv"
};

static const unsigned char chatter[] = {
#embed "../Retrieval/Resources/chatter.tsv"
};

static const unsigned char chatter_spoken[] = {
#embed "../Retrieval/Resources/chatter-spoken.tsv"
};

static const unsigned char stop_words[] = {
#embed "../Retrieval/Resources/stop-words.txt"
};

static const unsigned char answer_model[] = {
#embed "../Retrieval/Resources/answer-model.tsv"
};

static const unsigned char record_model[] = {
#embed "../Retrieval/Resources/answer-model-records.tsv"
};

static const unsigned char aspects[] = {
#embed "../Retrieval/Resources/aspects.tsv"
};

const unsigned char *askwell_retrieval_data(enum askwell_retrieval_file file, long *count) {
  switch (file) {
  case ASKWELL_SYNONYMS_GENERAL:
    *count = sizeof synonyms_general;
    return synonyms_general;
  case ASKWELL_SYNONYMS_HEALTH:
    *count = sizeof synonyms_health;
    return synonyms_health;
  case ASKWELL_SYNONYMS_LAY:
    *count = sizeof synonyms_lay;
    return synonyms_lay;
  case ASKWELL_SYNONYMS_CONCEPTS:
    *count = sizeof synonyms_concepts;
    return synonyms_concepts;
  case ASKWELL_CHATTER:
    *count = sizeof chatter;
    return chatter;
  case ASKWELL_CHATTER_SPOKEN:
    *count = sizeof chatter_spoken;
    return chatter_spoken;
  case ASKWELL_STOP_WORDS:
    *count = sizeof stop_words;
    return stop_words;
  case ASKWELL_ANSWER_MODEL:
    *count = sizeof answer_model;
    return answer_model;
  case ASKWELL_RECORD_MODEL:
    *count = sizeof record_model;
    return record_model;
  case ASKWELL_ASPECTS:
    *count = sizeof aspects;
    return aspects;
  }
  *count = 0;
  return stop_words;
}

// The tables of Sources/Triage/Resources, embedded byte for byte.
#include "CTriageData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char forms[] = {
#embed "../Triage/Resources/forms.tsv"
};
static const unsigned char spellings[] = {
#embed "../Triage/Resources/spellings.tsv"
};
static const unsigned char cues[] = {
#embed "../Triage/Resources/cues.tsv"
};
static const unsigned char signs[] = {
#embed "../Triage/Resources/signs.tsv"
};
static const unsigned char emergencies[] = {
#embed "../Triage/Resources/signs-emergency.tsv"
};
static const unsigned char lay[] = {
#embed "../Triage/Resources/signs-lay.tsv"
};
static const unsigned char flags[] = {
#embed "../Triage/Resources/flags.tsv"
};
static const unsigned char rules[] = {
#embed "../Triage/Resources/rules.tsv"
};
static const unsigned char words[] = {
#embed "../Triage/Resources/words.txt"
};
static const unsigned char examples[] = {
#embed "../Triage/Resources/examples.tsv"
};
static const unsigned char classifier[] = {
#embed "../Triage/Resources/classifier.tsv"
};

struct askwell_table askwell_triage_table(int index) {
  switch (index) {
    case 0: return (struct askwell_table){forms, sizeof forms};
    case 1: return (struct askwell_table){spellings, sizeof spellings};
    case 2: return (struct askwell_table){cues, sizeof cues};
    case 3: return (struct askwell_table){signs, sizeof signs};
    case 4: return (struct askwell_table){emergencies, sizeof emergencies};
    case 5: return (struct askwell_table){lay, sizeof lay};
    case 6: return (struct askwell_table){flags, sizeof flags};
    case 7: return (struct askwell_table){rules, sizeof rules};
    case 8: return (struct askwell_table){words, sizeof words};
    case 9: return (struct askwell_table){examples, sizeof examples};
    case 10: return (struct askwell_table){classifier, sizeof classifier};
    default: return (struct askwell_table){0, 0};
  }
}

#include "CEdit.h"

#include <errno.h>
#include <histedit.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct askwell_editor {
  EditLine *line;
  History *history;
  char *prompt;
  int interrupted;
};

static char *prompt_of(EditLine *line) {
  askwell_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  return editor->prompt;
}

// Ctrl-C reaches the editor as a key (terminal signals are off while a line is edited): the line is dropped, the program goes on.
static unsigned char drop_line(EditLine *line, int key) {
  (void)key;
  askwell_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  editor->interrupted = 1;
  fputs("^C\r\n", stdout);
  fflush(stdout);
  return CC_NEWLINE;
}

// Without terminal signals while a line is edited, Ctrl-Z is a key too.
static unsigned char suspend(EditLine *line, int key) {
  (void)key;
  el_set(line, EL_PREP_TERM, 0);
  raise(SIGTSTP);
  el_set(line, EL_PREP_TERM, 1);
  return CC_REDISPLAY;
}

askwell_editor *askwell_editor_open(const char *prompt) {
  askwell_editor *editor = calloc(1, sizeof *editor);
  if (!editor) return NULL;
  editor->prompt = strdup(prompt);
  editor->line = el_init("askwell", stdin, stdout, stderr);
  editor->history = history_init();
  if (!editor->prompt || !editor->line || !editor->history) {
    askwell_editor_close(editor);
    return NULL;
  }
  HistEvent event;
  history(editor->history, &event, H_SETSIZE, 200);
  history(editor->history, &event, H_SETUNIQUE, 1);
  el_set(editor->line, EL_CLIENTDATA, editor);
  el_set(editor->line, EL_PROMPT, prompt_of);
  el_set(editor->line, EL_EDITOR, "emacs");
  el_set(editor->line, EL_SIGNAL, 1);
  el_set(editor->line, EL_SETTY, "-d", "-isig", NULL);
  el_set(editor->line, EL_ADDFN, "askwell-drop-line", "Drops the line", drop_line);
  el_set(editor->line, EL_HIST, history, editor->history);
  el_set(editor->line, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_set(editor->line, EL_BIND, "^C", "askwell-drop-line", NULL);
  el_set(editor->line, EL_ADDFN, "askwell-suspend", "Stops the program", suspend);
  el_set(editor->line, EL_BIND, "^Z", "askwell-suspend", NULL);
  return editor;
}

int askwell_editor_read(askwell_editor *editor, const char **line, size_t *count) {
  int length = 0;
  errno = 0;
  editor->interrupted = 0;
  el_set(editor->line, EL_PREP_TERM, 1);  // before the prompt, so that no key meets a cooked terminal
  const char *text = el_gets(editor->line, &length);
  if (editor->interrupted) return -1;
  if (!text || length <= 0) return text == NULL && errno == EINTR ? -1 : 0;
  size_t bytes = (size_t)length;
  HistEvent event;
  if (bytes > 1) history(editor->history, &event, H_ENTER, text);
  while (bytes > 0 && (text[bytes - 1] == '\n' || text[bytes - 1] == '\r')) bytes--;
  *line = text;
  *count = bytes;
  return 1;
}

void askwell_editor_close(askwell_editor *editor) {
  if (editor->line) el_end(editor->line);
  if (editor->history) history_end(editor->history);
  free(editor->prompt);
  free(editor);
}

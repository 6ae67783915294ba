#ifndef ASKWELL_CEDIT_H
#define ASKWELL_CEDIT_H

#include <stddef.h>

/// A line editor on the terminal, with a history that lives in memory only.
typedef struct askwell_editor askwell_editor;

/// Opens an editor on standard input and output that shows `prompt` (copied) before each line; NULL
/// when the terminal can't be used.
askwell_editor *_Nullable askwell_editor_open(const char *_Nonnull prompt);

/// Reads a line without its end into `*line` (valid until the next call) and its byte count into
/// `*count`.
///
/// Returns 1 for a line, 0 at the end of input, -1 when the line was interrupted by Ctrl-C.
int askwell_editor_read(askwell_editor *_Nonnull editor, const char *_Nullable *_Nonnull line,
                        size_t *_Nonnull count);

/// Closes the editor and puts the terminal back as it was.
void askwell_editor_close(askwell_editor *_Nonnull editor);

#endif

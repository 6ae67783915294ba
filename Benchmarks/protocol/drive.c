/* Drives a program that answers a line with a line.
 *   drive trips COUNT REQUESTS COMMAND...   one process, COUNT round trips: median and others, microseconds
 *   drive starts COUNT REQUESTS COMMAND...  COUNT processes, one round trip each: CPU and wall milliseconds
 * REQUESTS is a file; its lines are sent in turn. With an empty file nothing is sent and the end is awaited.
 * Build: cc -O2 -o drive drive.c */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static pid_t start(char **command, int *in, int *out) {
  int request[2], reply[2];
  if (pipe2(request, O_CLOEXEC) || pipe2(reply, O_CLOEXEC)) exit(74);
  pid_t child = fork();
  if (!child) {
    dup2(request[0], 0);
    dup2(reply[1], 1);
    execvp(command[0], command);
    _exit(127);
  }
  close(request[0]);
  close(reply[1]);
  *in = request[1];
  *out = reply[0];
  return child;
}

static char buffer[1 << 20];

/* Sends a line and reads to the end of one; the length of what came. */
static size_t trip(int in, int out, const char *line, size_t length) {
  if (length && write(in, line, length) != (ssize_t)length) exit(74);
  size_t have = 0;
  for (;;) {
    ssize_t count = read(out, buffer + have, sizeof buffer - have);
    if (count <= 0) {
      if (length) exit(74);
      return have;
    }
    have += count;
    if (buffer[have - 1] == '\n' && length) return have;
  }
}

int main(int argc, char **argv) {
  if (argc < 5) return 64;
  int count = atoi(argv[2]), in, out, lines = 0;
  char *text = calloc(1, 1 << 20), *line[1024];
  FILE *file = fopen(argv[3], "r");
  if (!file) return 66;
  text[fread(text, 1, (1 << 20) - 1, file)] = 0;
  for (char *at = text; *at && lines < 1024; lines++) {
    line[lines] = at;
    at = strchr(at, '\n') + 1;
  }
  line[lines] = text + strlen(text);
  double *first = calloc(count, sizeof *first), *second = calloc(count, sizeof *second), bytes = 0;
  if (!strcmp(argv[1], "trips")) {
    pid_t child = start(argv + 4, &in, &out);
    int warm = count / 10;
    for (int i = -warm; i < count; i++) {
      int n = (i + warm) % lines;
      double before = now();
      size_t length = trip(in, out, line[n], line[n + 1] - line[n]);
      if (i >= 0) first[i] = now() - before, bytes += length;
    }
    close(in);
    waitpid(child, 0, 0);
    qsort(first, count, sizeof *first, ascending);
    printf("{\"p50_us\":%.2f,\"p99_us\":%.2f,\"min_us\":%.2f,\"reply_bytes\":%.0f}\n", first[count / 2],
           first[(int)(count * .99)], first[0], bytes / count);
    return 0;
  }
  for (int i = 0; i < count; i++) {
    double before = now();
    pid_t child = start(argv + 4, &in, &out);
    trip(in, out, lines ? line[0] : "", lines ? line[1] - line[0] : 0);
    second[i] = (now() - before) / 1e3;
    close(in);
    struct rusage use;
    wait4(child, 0, 0, &use);
    close(out);
    first[i] = (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1e3 + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e3;
  }
  qsort(first, count, sizeof *first, ascending);
  qsort(second, count, sizeof *second, ascending);
  printf("{\"cpu_p50_ms\":%.3f,\"cpu_min_ms\":%.3f,\"wall_p50_ms\":%.3f,\"wall_min_ms\":%.3f}\n", first[count / 2],
         first[0], second[count / 2], second[0]);
  return 0;
}

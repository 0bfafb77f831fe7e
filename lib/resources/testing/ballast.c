/* Holds memory as tests want it: ballast MEGABYTES [FILE MEGABYTES]. Touches its own megabytes, then writes a file and
   reads it once (page cache that can be given back), says "ready" and waits. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
  size_t megabyte = 1 << 20;
  long count = argc > 1 ? atol(argv[1]) : 0;
  for (long i = 0; i < count; i++) {
    char *block = malloc(megabyte);
    if (block) memset(block, 1, megabyte);
    usleep(1000);
  }
  if (argc > 3) {
    static char buffer[1 << 16];
    int file = open(argv[2], O_RDWR | O_CREAT, 0600);
    for (long i = 0; i < atol(argv[3]) * 16; i++)
      if (write(file, buffer, sizeof buffer) < 0) return 1;
    fsync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    lseek(file, 0, SEEK_SET);
    while (read(file, buffer, sizeof buffer) > 0) {
    }
  }
  puts("ready");
  fflush(stdout);
  for (;;) pause();
}

/* Says in /bench/fifo when it begins, then writes so many lines of so many bytes. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    static char buffer[1 << 16], text[1 << 12];
    struct timespec now;
    char line[128];
    long count, length;
    int fifo, said;

    if (argc < 4) return 2;
    count = atol(argv[2]);
    length = atol(argv[3]);
    if (length < 16 || length > (long)sizeof text) return 2;
    memset(text, 'x', length);
    text[length - 9] = 0;
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    clock_gettime(CLOCK_MONOTONIC, &now);
    fifo = open("/bench/fifo", O_WRONLY);
    said = snprintf(line, sizeof line, "%s %lld\n", argv[1],
                    now.tv_sec * 1000000000LL + now.tv_nsec);
    if (fifo < 0 || write(fifo, line, said) != said) return 1;
    for (long i = 0; i < count; i++) printf("%08ld%s\n", i, text);
    return fflush(stdout) != 0;
}

/* The program of the launched containers: says who it is and when it began, into /bench/fifo. */
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    struct timespec now;
    char line[128];
    int fifo, length;

    clock_gettime(CLOCK_MONOTONIC, &now);
    fifo = open("/bench/fifo", O_WRONLY);
    length = snprintf(line, sizeof line, "%s %lld\n", argc > 1 ? argv[1] : "",
                      now.tv_sec * 1000000000LL + now.tv_nsec);
    if (fifo < 0 || write(fifo, line, length) != length) return 1;
    /* For as long as it is wanted, if it says more than its name. */
    if (argc > 2) pause();
    return 0;
}

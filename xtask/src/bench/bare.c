/* The least a container costs: bare ROOTFS DIRECTORY SHARED GROUP PROGRAM [ARGUMENT]...

   Runs a program in namespaces, control groups and an overlay like a task's and does nothing else.
   ROOTFS is the image, DIRECTORY an empty one for the writable layer, SHARED is seen as /bench,
   GROUP is made in every hierarchy of the first kind that needs no setting up. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const hierarchies[] = {"cpu",     "cpuacct", "memory", "devices",
                                          "freezer", "blkio",   "pids"};
enum { HIERARCHIES = sizeof hierarchies / sizeof *hierarchies };

static void must(int failed, const char *what) {
    if (failed) {
        perror(what);
        exit(1);
    }
}

static const char *in(const char *directory, const char *name) {
    static char paths[8][4096];
    static int turn;
    char *path = paths[turn++ % 8];
    snprintf(path, sizeof *paths, "%s/%s", directory, name);
    return path;
}

static void move_to(const char *group, const char *pid) {
    int procs = open(in(group, "cgroup.procs"), O_WRONLY);
    must(procs < 0 || write(procs, pid, strlen(pid)) < 0, group);
    close(procs);
}

static void mount_root(const char *rootfs, const char *directory, const char *shared) {
    char options[3 * 4096];
    must(mkdir(in(directory, "upper"), 0755) || mkdir(in(directory, "work"), 0755) ||
             mkdir(in(directory, "root"), 0755), directory);
    snprintf(options, sizeof options, "lowerdir=%s,upperdir=%s,workdir=%s,volatile", rootfs,
             in(directory, "upper"), in(directory, "work"));
    must(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "making mounts private");
    must(mount("overlay", in(directory, "root"), "overlay", 0, options), "overlay");
    must(mount(shared, in(directory, "root/bench"), NULL, MS_BIND, NULL), "shared directory");
    must(mount("tmpfs", in(directory, "root/dev"), "tmpfs", 0, NULL), "/dev");
    must(mount("proc", in(directory, "root/proc"), "proc", 0, NULL), "/proc");
    must(chdir(in(directory, "root")) || syscall(SYS_pivot_root, ".", ".") ||
             umount2(".", MNT_DETACH) || chdir("/"), "pivot_root");
}

int main(int argc, char **argv) {
    static char groups[HIERARCHIES][4096];
    char pid[32];
    int status;

    if (argc < 6) return 2;
    snprintf(pid, sizeof pid, "%d", getpid());
    for (int i = 0; i < HIERARCHIES; i++) {
        snprintf(groups[i], sizeof groups[i], "/sys/fs/cgroup/%s/%s", hierarchies[i], argv[4]);
        if (mkdir(groups[i], 0755) == 0) move_to(groups[i], pid);
        else *groups[i] = 0;
    }
    must(unshare(CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET), "unshare");
    pid_t child = fork();
    must(child < 0, "fork");
    if (child == 0) {
        must(unshare(CLONE_NEWNS), "unshare");
        mount_root(argv[1], argv[2], argv[3]);
        execv(argv[5], argv + 5);
        must(1, argv[5]);
    }
    waitpid(child, &status, 0);
    for (int i = 0; i < HIERARCHIES; i++) {
        if (*groups[i]) {
            move_to(in("/sys/fs/cgroup", hierarchies[i]), pid);
            rmdir(groups[i]);
        }
    }
    return !WIFEXITED(status) || WEXITSTATUS(status);
}

/* Loaded before all else into a process and its children: what would leave this machine is refused and written down. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int stays(const struct sockaddr *address) {
    if (address == NULL) return 1;
    if (address->sa_family == AF_INET)
        return (ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24) == 127;
    if (address->sa_family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)address)->sin6_addr;
        return IN6_IS_ADDR_LOOPBACK(six) || (IN6_IS_ADDR_V4MAPPED(six) && six->s6_addr[12] == 127);
    }
    return 1;
}

static int refused(const char *what, const struct sockaddr *address) {
    char place[INET6_ADDRSTRLEN] = "?", line[256];
    const char *log = getenv("FOEDUS_LOOPBACK_LOG");
    if (address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, place, sizeof place);
    else
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, place, sizeof place);
    if (log != NULL) {
        int file = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        int length = snprintf(line, sizeof line, "%s %s\n", what, place);
        if (file >= 0) {
            if (write(file, line, (size_t)length) < 0) errno = 0;
            close(file);
        }
    }
    errno = ENETUNREACH;
    return -1;
}

int connect(int socket, const struct sockaddr *address, socklen_t length) {
    int (*next)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "connect");
    return stays(address) ? next(socket, address, length) : refused("connect", address);
}

int bind(int socket, const struct sockaddr *address, socklen_t length) {
    int (*next)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "bind");
    return stays(address) ? next(socket, address, length) : refused("bind", address);
}

ssize_t sendto(int socket, const void *bytes, size_t count, int flags, const struct sockaddr *address, socklen_t length) {
    ssize_t (*next)(int, const void *, size_t, int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "sendto");
    return stays(address) ? next(socket, bytes, count, flags, address, length) : refused("sendto", address);
}

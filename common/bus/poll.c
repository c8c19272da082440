/* zmq_poll behind our own structure. */
#include "common/bus/poll.h"

#include <czmq.h>
#include <poll.h>

void bus_poll_wait(struct bus_poll *items, size_t count, long milliseconds)
{
    zmq_pollitem_t polled[BUS_POLL_MAX];
    for (size_t i = 0; i < count; i++)
        polled[i] = (zmq_pollitem_t){
            .socket = items[i].socket,
            .fd = items[i].descriptor,
            .events = (short)((items[i].events & POLLIN || items[i].socket ? ZMQ_POLLIN : 0) |
                              (items[i].events & POLLOUT ? ZMQ_POLLOUT : 0)),
        };
    int ready = zmq_poll(polled, (int)count, milliseconds);
    for (size_t i = 0; i < count; i++)
        items[i].ready = ready > 0 && polled[i].revents != 0;
}

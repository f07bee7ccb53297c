/* The one list of rooms, made from rooms.def. */
#include "room.h"

#define ROOM(word) extern const struct room room_##word;
#include "rooms.def"
#undef ROOM

const struct room *const room_list[] = {
#define ROOM(word) &room_##word,
#include "rooms.def"
#undef ROOM
};

const size_t room_count = sizeof room_list / sizeof *room_list;

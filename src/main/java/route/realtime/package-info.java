/**
 * Asks the requests of a batch one by one in real time, many at once: how many is found out ({@link
 * route.realtime.Governor}), each answer is on disk before the place it leaves is taken by another ({@link
 * route.realtime.Work}), and one thread, the caller's, does it all between the calls ({@link route.realtime.Realtime}).
 * Nothing here knows rows, money or the store.
 */
package route.realtime;

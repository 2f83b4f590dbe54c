/**
 * The dialects: one file for each batch API, and the list of them.
 *
 * <p>A dialect translates and nothing more: it keeps no state, never sleeps or retries, holds no key, and reaches the
 * network only through the wire it is given. What a call's trouble means is said by {@link route.provider.CallException};
 * what to do about it is decided in the flow.
 */
package route.provider;

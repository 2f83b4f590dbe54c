/**
 * What leaves the house for other programs to watch: hooks (signed webhooks and commands) and counters (a text file for
 * Prometheus, OpenTelemetry). Nothing here decides what is told, or when again; and nothing here may hold a job up, so
 * every call ends after seconds.
 */
package route.signal;

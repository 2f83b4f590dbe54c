/**
 * Settings: flags, environment, job file, {@code ./route.yaml}, the user's {@code config.yaml} and the built-in defaults
 * become one checked {@link route.domain.JobSpec}.
 *
 * <p>Every plain setting is a line of the table in {@code Setting}; parsing, the environment's names, {@code config show}
 * and the proposals for mistyped keys all go by it. Everything a file says keeps the file and line it stood on, so that
 * every complaint can name them. Keys of providers are looked up here and nowhere kept.
 */
package route.config;

package route.config;

/** Stand-in. */
public record Shown(String key, String value, String origin) {}

package route.config;

import java.nio.file.Path;

/**
 * A plain setting as somebody gave it.
 *
 * @param origin who gave it: {@code flag --max-tokens}, {@code env ROUTE_MAX_TOKENS}, {@code route.yaml:12}
 * @param base the directory that a relative path in it starts from
 */
record Value(String text, String origin, Path base) {

    Path path() {
        return base.resolve(text).toAbsolutePath().normalize();
    }
}

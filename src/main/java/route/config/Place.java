package route.config;

/**
 * A line of a settings file.
 *
 * @param file as a person would name it from where they stand
 * @param line 1 for the first
 */
record Place(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}

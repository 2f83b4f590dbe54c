package route.flow;

/** A row that cannot be used: its number (1 for the first data row), its line in the file, and why. */
public record BadRow(long number, long line, String reason) {}

package route.domain;

/**
 * One line of the input, as the user wrote it.
 *
 * @param number 1 for the first data row
 * @param line the line of the input on which the row starts, 1 for the first line of the file
 * @param offset where the row starts in the job's private copy of the input, in bytes
 * @param length how long it is there, in bytes, without its line end
 * @param fields its values; empty where the row could not be read
 * @param problem why the row could not be read, for a person; empty where it could
 */
public record Row(long number, long line, long offset, int length, Fields fields, String problem) {

    public boolean readable() {
        return problem.isEmpty();
    }
}

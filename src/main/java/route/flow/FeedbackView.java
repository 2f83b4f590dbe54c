package route.flow;

import java.util.List;

/**
 * What became of a file of ratings.
 *
 * @param rows lines of the file with a rating
 * @param added rows rated for the first time
 * @param changed rows whose rating is another than before
 * @param same rows that had this very rating already
 * @param blank lines without a rating
 * @param unmatched ratings that belong to no answered row
 * @param examples the first few of those, each with the reason
 */
public record FeedbackView(
        long rows, long added, long changed, long same, long blank, long unmatched, List<String> examples) {

    public FeedbackView {
        examples = List.copyOf(examples);
    }

    /** Rows of jobs that now have this rating. */
    public long matched() {
        return added + changed + same;
    }
}

/**
 * CSV, TSV and JSONL in and out: streaming, keeping the user's bytes.
 *
 * <p>{@code Intake} makes the job's private copy of an input, in UTF-8, and finds out how it is laid out. {@code RowReader}
 * walks over that copy, {@code RowFile} goes back to single rows, {@code ResultWriter} writes what became of them.
 *
 * <p>Reading has two halves. Cutting a file into rows is sequential and looks at bytes only: that gives exact offsets,
 * keeps one bad row from spoiling the next, and is cheap. Turning a row's bytes into fields needs nothing but those
 * bytes, so any thread may do it, and a row read again from the copy gives the same fields or the same complaint.
 * {@code Ordered} has several threads do it and hands over in order what they made.
 *
 * <p>What a prompt is, and whether a row has one, is not known here.
 */
package route.tabular;

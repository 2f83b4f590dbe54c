/**
 * The door: the command line, one class for each command, and how views of the house become text, CSV or JSON.
 *
 * <p>This is the only room that prints. Data goes to standard output, everything else to standard error. Commands parse,
 * ask the front desk ({@code route.flow.Jobs}) and hand its views to pure functions that make text of them; nothing is
 * decided here but exit codes. Only the commands that a line names are built, because picocli's reflection is a good
 * part of a short command's time.
 */
package route.cli;

/**
 * The memory: SQLite, one class for each table.
 *
 * <p>The only room that knows SQL; it is written out next to its use. No interface stands above it: tests use the real
 * thing on a temporary file. State, outcome and money that belong together change in one transaction. No text of the
 * user's input and no answer is kept in the database: rows and attempts point into files in the job's folder.
 */
package route.store;

package route.store;

import java.sql.SQLException;

/** The database did not do what it was asked. The message is for a person: what happened to which file. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    static StoreException of(SQLException cause) {
        var message = String.valueOf(cause.getMessage());
        if (message.contains("SQLITE_FULL")) {
            return new StoreException("the disk is full: free some space, then run route batch resume", cause);
        }
        if (message.contains("SQLITE_IOERR")) {
            return new StoreException("the disk of the state directory is full or failing: " + message, cause);
        }
        if (message.contains("SQLITE_READONLY") || message.contains("SQLITE_CANTOPEN")) {
            return new StoreException("the database cannot be written: check the state directory's permissions", cause);
        }
        if (message.contains("SQLITE_CORRUPT") || message.contains("SQLITE_NOTADB")) {
            return new StoreException(
                    "the database route.db in the state directory is damaged; bring it back from a backup", cause);
        }
        if (message.contains("SQLITE_BUSY")) {
            return new StoreException("the database stayed locked by another process for 30 s; try again", cause);
        }
        return new StoreException("the database failed: " + message, cause);
    }
}

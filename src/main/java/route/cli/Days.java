package route.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads days as ISO 8601 writes them: {@code 2026-11-01}. */
final class Days implements ITypeConverter<LocalDate> {

    @Override
    public LocalDate convert(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + Untrusted.shown(text, 40) + "' is not a day such as 2026-11-01");
        }
    }
}

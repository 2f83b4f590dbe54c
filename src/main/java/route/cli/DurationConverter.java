package route.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import route.domain.Durations;

/** Reads lengths of time from the command line as the settings do. */
final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + Untrusted.shown(text, 40) + "' is not a time such as 30s, 5m or 6h"));
    }
}

package route.provider;

import java.time.Duration;
import java.time.LocalDate;

/**
 * What a dialect's provider offers, for people who choose one; beside {@link Dialect#limits}, {@link Dialect#retention}
 * and {@link Dialect#isRecognisable}.
 *
 * @param window how long the provider allows itself for a batch; zero where it has no batch lane
 * @param discount what a batch costs against real time, such as {@code 50 %}
 * @param lookup how a batch whose creation was cut short is found again, such as {@code by its file}
 * @param discards what {@link Dialect#discard} deletes, such as {@code its files}; {@code nothing} where there is no call
 * @param source the documents behind all this
 * @param asOf when they were read
 */
public record Card(Duration window, String discount, String lookup, String discards, String source, LocalDate asOf) {}

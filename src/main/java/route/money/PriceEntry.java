package route.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import route.domain.InputException;

/** One model's JSON object in a price file, read field by field; every complaint names file, model and field. */
record PriceEntry(String file, String model, JsonNode json) {
    /** Nothing real costs a dollar a token; a number above it was meant per million. */
    private static final BigDecimal MOST_DOLLARS_PER_TOKEN = BigDecimal.ONE;

    private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(1_000_000_000_000L);
    private static final int PICODOLLAR_DECIMALS = 12;

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    /** A price in dollars per token as picodollars; finer ones are rounded half up. Empty where the field is absent. */
    Optional<Long> picodollars(String field) {
        if (!has(field)) return Optional.empty();
        var node = json.get(field);
        if (!node.isNumber()) throw wrong(field, node, "a price is dollars per token, such as 0.00000015");
        var dollars = node.decimalValue();
        if (dollars.signum() < 0 || dollars.compareTo(MOST_DOLLARS_PER_TOKEN) > 0) {
            throw wrong(field, node, "a price is dollars per single token, from 0 to 1, such as 0.00000015");
        }
        // Far below a picodollar; scaling 1e-999999999 would need gigabytes.
        if ((long) dollars.precision() - dollars.scale() < -PICODOLLAR_DECIMALS - 1L) return Optional.of(0L);
        var picos = dollars.movePointRight(PICODOLLAR_DECIMALS).setScale(0, RoundingMode.HALF_UP);
        return Optional.of(picos.longValueExact());
    }

    /** A number of tokens; 0 where the field is absent. */
    long tokens(String field) {
        return has(field) ? tokens(field, json.get(field)) : 0;
    }

    /** A number of tokens found somewhere inside a field. */
    long tokens(String field, JsonNode node) {
        // Some files hold limits as text, some as 256000.0, which is also written 2.56E+5.
        var number = node.isNumber() ? node.decimalValue() : digits(node.asText());
        if (number.signum() < 0
                || number.compareTo(MOST_TOKENS) > 0
                || number.stripTrailingZeros().scale() > 0) {
            throw wrong(field, node, "a limit is a whole number of tokens, such as 128000");
        }
        return number.longValueExact();
    }

    private static BigDecimal digits(String text) {
        return text.matches("\\d{1,12}") ? new BigDecimal(text) : BigDecimal.ONE.negate();
    }

    /** A text; empty where the field is absent. */
    String text(String field) {
        if (!has(field)) return "";
        var node = json.get(field);
        if (!node.isTextual()) throw wrong(field, node, "must be a text in quotes");
        return node.textValue();
    }

    /** A day; empty where the field is absent. */
    Optional<LocalDate> day(String field) {
        var text = text(field);
        if (text.isEmpty()) return Optional.empty();
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            throw wrong(field, json.get(field), "a day is written 2026-11-10");
        }
    }

    InputException wrong(String field, JsonNode found, String right) {
        var shown = found.toString();
        if (shown.length() > 40) shown = shown.substring(0, 40) + "...";
        return new InputException(
                "price file " + file + ": model " + model + ": " + field + " is " + shown + "\n" + right);
    }
}

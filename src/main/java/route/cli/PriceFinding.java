package route.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import route.domain.Lane;
import route.domain.ModelRef;
import route.domain.TierSpec;
import route.money.Price;
import route.money.PriceBook;

/** What is wrong with the price of a tier's model. */
record PriceFinding(String tier, ModelRef model, String problem) {

    private static final int FRESH_DAYS = 90;

    /** All findings, tier by tier. */
    static List<PriceFinding> of(List<TierSpec> tiers, PriceBook book, LocalDate today) {
        var findings = new ArrayList<PriceFinding>();
        for (var tier : tiers) {
            for (var model : tier.models()) {
                problem(book.find(model), today)
                        .ifPresent(it -> findings.add(new PriceFinding(tier.name(), model, it)));
            }
        }
        return findings;
    }

    private static Optional<String> problem(Optional<Price> known, LocalDate today) {
        if (known.isEmpty()) return Optional.of("no price");
        var price = known.get();
        if (price.isFree()) return Optional.empty();
        if (price.batch().isEmpty()) return Optional.of("no price for the " + Lane.BATCH.label() + " lane");
        var isOld = price.date().isBefore(today.minusDays(FRESH_DAYS));
        return isOld ? Optional.of("the price is of " + price.date()) : Optional.empty();
    }

    static String json(List<PriceFinding> findings) {
        return Json.array(findings, (finding, json) -> {
            json.writeStartObject();
            json.writeStringField("tier", finding.tier());
            json.writeStringField("model", finding.model().toString());
            json.writeStringField("problem", finding.problem());
            json.writeEndObject();
        });
    }
}

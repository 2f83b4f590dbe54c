package route.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import route.domain.Money;

/**
 * What a provider says was used, as it lets its customers export it.
 *
 * @param provider whose it is
 * @param hasCost whether it says what that cost
 * @param hasTokens whether it counts tokens
 * @param first the first day it covers, used or not
 * @param last the last day it covers
 * @param isCut whether it says itself that more pages follow
 */
public record ProviderExport(
        String provider,
        boolean hasCost,
        boolean hasTokens,
        LocalDate first,
        LocalDate last,
        List<Item> items,
        boolean isCut) {

    public ProviderExport {
        items = List.copyOf(items);
    }

    /** The part of it that lies within these days. */
    public ProviderExport between(Optional<LocalDate> since, Optional<LocalDate> until) {
        var from = since.orElse(first);
        var to = until.orElse(last);
        var within = items.stream()
                .filter(it -> !it.day().isBefore(from) && !it.day().isAfter(to))
                .toList();
        return new ProviderExport(provider, hasCost, hasTokens, from, to, within, isCut);
    }

    /**
     * One line of it.
     *
     * @param day UTC
     * @param model as the provider writes it; empty where it does not say
     * @param input all input tokens, cached ones included
     */
    public record Item(LocalDate day, String model, Money cost, long input, long output) {}
}

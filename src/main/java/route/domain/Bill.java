package route.domain;

import java.util.List;

/** The bill: its lines, dearest first, and their sum. */
public record Bill(List<BillLine> lines, BillLine total) {

    public Bill {
        lines = List.copyOf(lines);
    }
}

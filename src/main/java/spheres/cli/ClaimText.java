package spheres.cli;

import java.util.Locale;
import java.util.TreeMap;
import spheres.claim.Claim;
import spheres.claim.Kind;
import spheres.claim.Quantity;
import spheres.claim.Reading;

/** A claim as text for a terminal. */
final class ClaimText {
    private ClaimText() {}

    static String of(Claim claim) {
        StringBuilder text = new StringBuilder();
        line(text, claim.id() + " (section " + claim.section() + ", " + claim.source() + ")");
        line(text, "");
        line(text, claim.statement());
        line(text, "");
        line(text, "setting: " + new TreeMap<>(claim.setting()));
        claim.sizes().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> line(text, "sizes, " + entry.getKey() + ": " + new TreeMap<>(entry.getValue())));
        claim.preconditions().forEach(quantity -> describe(text, "precondition", quantity));
        claim.quantities().forEach(quantity -> describe(text, "quantity", quantity));
        for (Reading reading : claim.readings()) {
            line(text, "");
            line(text, "reading " + reading.name() + ", expected " + reading.expect() + ": " + reading.what());
            reading.quantities().forEach(quantity -> describe(text, "quantity", quantity));
        }
        line(text, "");
        line(text, "expected verdict: " + claim.expect());
        claim.erratum().ifPresent(erratum -> {
            line(text, "printed: " + erratum.printed());
            line(text, erratum.heading().toLowerCase(Locale.ROOT) + ": " + erratum.instead());
            line(text, "known: " + erratum.known());
        });
        claim.note().ifPresent(note -> line(text, "note: " + note));
        return text.toString().stripTrailing();
    }

    private static void describe(StringBuilder text, String role, Quantity quantity) {
        line(text, "");
        line(text, role + " " + quantity.name() + " (" + quantity.kind() + "): " + quantity.what());
        quantity.printed().ifPresent(paper -> line(text, "  the paper's figure: " + paper.printed()));
        quantity.figure().ifPresent(range -> line(text, "  figure reproduced in: " + range));
        quantity.holds().ifPresent(range -> line(text, "  statement holds in: " + range));
        if (quantity.samples() > 0) {
            line(text, "  none seen in: " + quantity.samples() + " samples");
        }
        if (quantity.reach() > 0) {
            line(
                    text,
                    quantity.kind() == Kind.SEARCH
                            ? "  the search must find error sets of measure: " + quantity.reach()
                            : "  an excess must be seen from this share of the limit on: " + quantity.reach());
        }
        if (quantity.level() > 0) {
            line(text, "  known at the level: " + quantity.level());
        }
        if (quantity.existential()) {
            line(text, "  one run that does it is enough");
        }
        line(text, "  because: " + quantity.reason());
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}

package spheres.report;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import spheres.claim.Results.ClaimResult;
import spheres.claim.Verdict;

/** How a claim stands, for a reader: a verdict, or why there is none. The order is that of attention. */
@JsonFormat(shape = JsonFormat.Shape.OBJECT)
enum Status {
    FAULT("!", "the measurement itself failed"),
    REFUTED("✗", "the statement does not hold"),
    DEVIATES("≠", "the statement holds, its printed figure does not"),
    DEPENDS("◐", "its text can be read in several ways, under some of which it holds"),
    INCONCLUSIVE("?", "the measurement can't tell"),
    REPRODUCED("✓", "the statement holds, and its figure where there is one"),
    NOT_JUDGED("○", "measured on a stand-in that does not meet the claim's preconditions"),
    NOT_RUN("–", "nothing was measured: it has no test, or its network is not trained");

    /** Tells verdicts apart where colours can't. */
    @JsonProperty
    final String symbol;

    @JsonProperty
    final String meaning;

    Status(String symbol, String meaning) {
        this.symbol = symbol;
        this.meaning = meaning;
    }

    static Status of(ClaimResult result) {
        if (result.fault().isPresent()) {
            return FAULT;
        }
        return result.leftUnjudged() ? NOT_JUDGED : of(result.verdict());
    }

    static Status of(Verdict verdict) {
        return valueOf(verdict.name());
    }

    boolean hasNoVerdict() {
        return this == FAULT || this == NOT_JUDGED || this == NOT_RUN;
    }

    /** In words, as in results. */
    @JsonProperty
    String label() {
        return key().replace('-', ' ');
    }

    /** As a name in HTML. */
    @JsonProperty
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its place in the order of attention. */
    @JsonProperty
    int rank() {
        return List.of(values()).indexOf(this);
    }
}

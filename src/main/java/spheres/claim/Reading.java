package spheres.claim;

import java.util.List;

/**
 * One way to read a claim whose text allows several. It has the claim's shared quantities and its own.
 *
 * @param name unique within the claim
 * @param what how the text is read, in words
 * @param quantities what is measured for this reading alone
 * @param expect the verdict that the project expects of it
 */
public record Reading(String name, String what, List<Quantity> quantities, Verdict expect) {
    public Reading {
        quantities = List.copyOf(quantities);
        if (expect == Verdict.DEPENDS || expect == Verdict.NOT_RUN) {
            throw new IllegalArgumentException("reading " + name + " expects " + expect
                    + ", which is no verdict on one reading: refuted, inconclusive, deviates and reproduced are");
        }
    }
}

package spheres.claim;

import java.util.List;

/**
 * What the judge says of a claim.
 *
 * @param verdict the merged verdict
 * @param judged false where a precondition is unmet, so that the quantities were not judged
 * @param findings one for each measurement, and for each unmet precondition
 * @param readings the verdict on each reading, where the claim has several
 */
public record Judgement(Verdict verdict, boolean judged, List<Finding> findings, List<OfReading> readings) {

    /** The verdict on one reading of a claim. */
    public record OfReading(String reading, Verdict verdict) {}

    /**
     * What the judge says of one measurement.
     *
     * @param quantity the quantity's name
     * @param verdict the verdict on it
     * @param text the measured interval, the paper's figure, the accepted range and the reason, for the reader
     */
    public record Finding(String quantity, Verdict verdict, String text) {}
}

package spheres.claim;

/**
 * Where the paper is wrong.
 *
 * @param printed what stands in the paper
 * @param correct what is right
 * @param known how that is known
 */
public record Erratum(String printed, String correct, String known) {}

package spheres.theory;

/**
 * The forms in which Proposition 4.1 of "Adversarial Spheres" (arXiv:1801.02774) is met. Each estimates the error rate
 * on a sphere from {@code c_i = alpha_i - 1} (inner) or {@code c_i = 1/R^2 - alpha_i} (outer) and
 * {@code mu = sum_i c_i}; an error is {@code sum_i c_i z_i^2 > 0}.
 */
public enum CltForm {
    /** {@code 1 - Phi(-mu / sigma)}, {@code sigma^2 = 2 sum_i c_i^2}: what the central limit theorem says. */
    CORRECTED,
    /** {@code 1 - Phi(mu / sigma)}, {@code sigma^2 = 2 sum_i c_i^2}: the printed sign of mu. */
    PRINTED_SIGN,
    /** {@code 1 - Phi(mu / sigma)}, {@code sigma^2 = 2 sum_i c_i}: printed, without the square; no number for mu < 0. */
    PRINTED,
    /** {@code 1 - Phi(mu / sigma)}, {@code sigma = sum_i c_i^2}: as one transcription has it. */
    TRANSCRIBED
}

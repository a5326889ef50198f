package spheres.theory;

/**
 * The law of one coordinate of a uniform point of the unit sphere in R^n: {@code (x_1 + 1) / 2} has the law
 * Beta((n-1)/2, (n-1)/2) (arXiv:1801.02774, section 2: the data is uniform on each sphere).
 *
 * @param dimension n, at least 2
 */
record CoordinateLaw(int dimension) {

    /** {@code P(x_1 < x)} for any x; relative error of either tail about 1e-13. */
    TailProbability below(double x) {
        double half = (dimension - 1) / 2.0;
        return new BetaLaw(half, half).below((1 + x) / 2, (1 - x) / 2);
    }

    /** The variance, 1/n. */
    double variance() {
        return 1.0 / dimension;
    }
}

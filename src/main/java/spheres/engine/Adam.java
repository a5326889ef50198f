package spheres.engine;

import spheres.network.AdamSettings;

/** Adam's update of a run of parameters, in the form that HotSpot vectorises: all arrays under one index. */
final class Adam {
    /**
     * Added and taken away again, this makes moments below about 1e-37 zero. Such values are far too small to move a
     * parameter, and arithmetic on denormal numbers, where they would end up and stay, is a hundred times slower.
     */
    private static final float FLUSH = 1e-30f;

    private final AdamSettings settings;
    private final float beta1;
    private final float beta2;
    private final float rest1;
    private final float rest2;
    private float rate;
    private float epsilon;

    Adam(AdamSettings settings) {
        this.settings = settings;
        beta1 = (float) settings.beta1();
        beta2 = (float) settings.beta2();
        rest1 = 1 - beta1;
        rest2 = 1 - beta2;
    }

    /** Makes ready for step {@code t}, counted from 1. */
    void prepare(long t) {
        rate = (float) settings.rateAt(t);
        epsilon = (float) settings.epsilonAt(t);
    }

    /** Updates parameters {@code from .. to} and their moments. */
    void update(float[] parameters, float[] first, float[] second, float[] gradient, int from, int to) {
        update(parameters, first, second, gradient, from, to, beta1, rest1, beta2, rest2, rate, epsilon);
    }

    @SuppressWarnings("TooManyParameters")
    private static void update(
            float[] parameters,
            float[] first,
            float[] second,
            float[] gradient,
            int from,
            int to,
            float beta1,
            float rest1,
            float beta2,
            float rest2,
            float rate,
            float epsilon) {
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = beta1 * first[i] + rest1 * g + FLUSH - FLUSH;
            float v = beta2 * second[i] + rest2 * g * g + FLUSH - FLUSH;
            first[i] = m;
            second[i] = v;
            parameters[i] -= rate * m / ((float) Math.sqrt(v) + epsilon);
        }
    }
}

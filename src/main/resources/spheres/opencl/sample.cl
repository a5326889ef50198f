/*
 * The samples of the concentric spheres, the very bits of the CPU's: XoRoShiRo128++ by index (Blackman and Vigna,
 * arXiv:1805.01407) and the modified ziggurat (McFarland, arXiv:1403.6870) with the tables of Commons RNG. Double
 * precision; one work-item a sample, so launch it for many steps at once.
 *
 * Set by the host: BATCH, COLUMNS, DIMENSION, and what of the ziggurat is in no table: EXPONENTIAL_REGIONS,
 * EXPONENTIAL_CONCAVE, EXPONENTIAL_TAIL, NORMAL_REGIONS, NORMAL_INFLECTION, NORMAL_CONVEX, NORMAL_CONCAVE, NORMAL_TAIL,
 * NORMAL_TAIL_INVERSE.
 */
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#pragma OPENCL FP_CONTRACT OFF /* Java rounds twice */

#define INLINE static inline __attribute__((always_inline))
#define GOLDEN_GAMMA 0x9E3779B97F4A7C15UL
#define REGIONS 256

typedef struct { ulong a, b; } state;

/* X and Y of a law's regions, and the alias tables of those under its curve. */
typedef struct {
    global const double *x, *y;
    global const long *cuts;
    global const uchar *map;
} table;

INLINE ulong mix(ulong x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
    return x ^ (x >> 31);
}

INLINE ulong next(state *s) {
    ulong s0 = s->a, s1 = s->b, result = rotate(s0 + s1, 17UL) + s0;
    s1 ^= s0;
    s->a = rotate(s0, 49UL) ^ s1 ^ (s1 << 21);
    s->b = rotate(s1, 28UL);
    return result;
}

/* 63 random bits. */
INLINE long next_long(state *s) {
    return (long)(next(s) >> 1);
}

/* A point of the edge from region j to j - 1, u in [0, 2^63). */
INLINE double interpolate(global const double *edge, int j, long u) {
    return edge[j] * 0x1p63 + (double)u * (edge[j - 1] - edge[j]);
}

INLINE int region(state *s, table t) {
    long x = (long)next(s);
    int j = (int)x & (REGIONS - 1);
    return x >= t.cuts[j] ? t.map[j] : j;
}

static double exponential(state *s, table t) {
    double tails = 0;
    for (;;) {
        long x = (long)next(s);
        if (((int)x & (REGIONS - 1)) < EXPONENTIAL_REGIONS)
            return tails + t.x[(int)x & (REGIONS - 1)] * (double)(long)((ulong)x >> 1);
        int j = region(s, t);
        if (j != 0) {
            long u1 = (long)((ulong)x >> 1);
            for (;;) {
                long u = next_long(s), u2 = max(u, u1);
                u1 = min(u, u1);
                double e = interpolate(t.x, j, u1);
                if (u2 - u1 >= EXPONENTIAL_CONCAVE || interpolate(t.y, j, u2) <= exp(-e))
                    return tails + e;
                u1 = next_long(s);
            }
        }
        tails += EXPONENTIAL_TAIL;
    }
}

/* A Gaussian value outside the inner regions, where one draw in 64 or so ends. */
static double edge(long bits, state *s, table normal, table ofTail) {
    long u1 = bits & 0x7fffffffffffffffL;
    double sign = bits < 0 ? 1 : -1, x;
    int j = region(s, normal);
    if (j == 0) {
        do {
            x = NORMAL_TAIL_INVERSE * exponential(s, ofTail);
        } while (exponential(s, ofTail) < 0.5 * x * x);
        return sign * (x + NORMAL_TAIL);
    }
    for (;;) {
        x = interpolate(normal.x, j, u1);
        if (j > NORMAL_INFLECTION) {
            long distance = next_long(s) - u1;
            if (distance >= 0
                || (distance >= NORMAL_CONVEX && interpolate(normal.y, j, u1 + distance) < exp(-0.5 * x * x)))
                break;
        } else if (j < NORMAL_INFLECTION) {
            long u = next_long(s), u2 = max(u, u1);
            u1 = min(u, u1);
            x = interpolate(normal.x, j, u1);
            if (u2 - u1 > NORMAL_CONCAVE || interpolate(normal.y, j, u2) < exp(-0.5 * x * x))
                break;
        } else if (interpolate(normal.y, j, next_long(s)) < exp(-0.5 * x * x)) {
            break;
        }
        u1 = next_long(s);
    }
    return sign * x;
}

INLINE double gaussian(state *s, table normal, table ofTail) {
    long x = (long)next(s);
    int i = (int)x & (REGIONS - 1);
    return i < NORMAL_REGIONS ? normal.x[i] * (double)x : edge(x, s, normal, ofTail);
}

/*
 * count samples of the given indices, to points [step][inputs][COLUMNS] and labels [step][COLUMNS]; it goes through the
 * sequence twice instead of keeping d doubles. key: of seed and stream. edges: X, Y of the normal law, X, Y of the
 * exponential one, [4][REGIONS]; cuts, maps: [2][REGIONS].
 */
kernel void sample(global float *points, global float *labels, int inputs, int count, global const long *indices,
                   ulong key, double outer, global const double *edges, global const long *cuts, global const uchar *maps) {
    int id = get_global_id(0), step = id / BATCH, row = id % BATCH;
    if (id >= count)
        return;
    table normal = {edges, edges + REGIONS, cuts, maps};
    table ofTail = {edges + 2 * REGIONS, edges + 3 * REGIONS, cuts + REGIONS, maps + REGIONS};
    ulong x = mix(key + GOLDEN_GAMMA * ((ulong)indices[id] + 1));
    state start = {mix(x + GOLDEN_GAMMA), mix(x + 2 * GOLDEN_GAMMA) | 1}, s = start;
    int label = next(&s) & 1;
    double squares;
    do {
        start = s;
        squares = 0;
        for (int j = 0; j < DIMENSION; j++) {
            double z = gaussian(&s, normal, ofTail);
            squares += z * z;
        }
    } while (squares == 0);
    double scale = (label ? outer : 1) / sqrt(squares);
    s = start;
    for (int j = 0; j < DIMENSION; j++)
        points[((long)step * inputs + j) * COLUMNS + row] = (float)(gaussian(&s, normal, ofTail) * scale);
    labels[step * COLUMNS + row] = label;
}

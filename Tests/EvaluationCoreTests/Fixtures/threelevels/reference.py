# Makes the references beside it at 50 digits with mpmath, and prints what ThreeLevelTests holds:
#   python3 reference.py ..
# The criterion of lme4 written out from raw cross products; it is least where its slopes vanish.
# lme4 itself (1.1-31) agrees to 2e-6, the precision of its own search.
import csv, sys
from mpmath import mp, mpf, matrix, log, pi, findroot, diff, sqrt, det, lu_solve, inverse
mp.dps = 50
def load(path):
    schools = {}
    for row in csv.DictReader(open(path)):
        key = (row["group"], row["school"])
        x, y = [mpf(1), mpf(row["prior"])], mpf(row["outcome"])
        n, s, sy, xx, xy, yy = schools.get(key, (0, [mpf(0)]*2, mpf(0), [[mpf(0)]*2 for _ in range(2)], [mpf(0)]*2, mpf(0)))
        n += 1; s = [a+b for a, b in zip(s, x)]; sy += y
        xx = [[xx[i][j]+x[i]*x[j] for j in range(2)] for i in range(2)]
        xy = [xy[i]+x[i]*y for i in range(2)]; yy += y*y
        schools[key] = (n, s, sy, xx, xy, yy)
    return schools
def pieces(schools, a, c):
    A = matrix(2, 2); v = matrix(2, 1); yy = mpf(0); logs = mpf(0); N = 0
    groups = {}
    for (g, _), (n, s, sy, xx, xy, y2) in schools.items():
        w = a/(1+n*a); N += n; logs += log(1+n*a)
        for i in range(2):
            v[i] += xy[i]-w*s[i]*sy
            for j in range(2): A[i, j] += xx[i][j]-w*s[i]*s[j]
        yy += y2-w*sy*sy
        T, t, ty = groups.get(g, (mpf(0), [mpf(0)]*2, mpf(0)))
        h = 1/(1+n*a)
        groups[g] = (T+n*h, [p+q*h for p, q in zip(t, s)], ty+sy*h)
    for T, t, ty in groups.values():
        f = c/(1+c*T); logs += log(1+c*T)
        for i in range(2):
            v[i] -= f*t[i]*ty
            for j in range(2): A[i, j] -= f*t[i]*t[j]
        yy -= f*ty*ty
    b = lu_solve(A, v)
    q = yy-(v.T*b)[0]
    return A, b, q, logs, N, groups
def crit(schools, a, c):
    A, b, q, logs, N, _ = pieces(schools, a, c)
    return logs+log(det(A))+(N-2)*(1+log(2*pi*q/(N-2)))
h = mpf(10)**-15
for name, start in (("exam", (0.138, 0.028)), ("hsb82", (0.102, 0.0277))):
    S = load(sys.argv[1]+"/%s.csv" % name)
    f = lambda a, c: crit(S, a, c)
    g = lambda a, c: [(f(a+h, c)-f(a-h, c))/(2*h), (f(a, c+h)-f(a, c-h))/(2*h)]
    sol = findroot(g, start, tol=1e-24, maxsteps=30)
    a, c = sol[0], sol[1]
    A, b, q, logs, N, groups = pieces(S, a, c)
    se2 = q/(N-2); V = inverse(A)
    p = lambda x: mp.nstr(x, 17)
    print(name, "variances", p(a*se2), p(c*se2), p(se2), "criterion", p(f(a, c)))
    print(name, "fixed", p(b[0]), p(b[1]), "se", p(sqrt(se2*V[0, 0])), p(sqrt(se2*V[1, 1])))
    effects = {}
    out = open("%s_three_group.csv" % name, "w"); print("group,blup,cond_sd", file=out)
    for k, (T, t, ty) in groups.items():
        E = ty-b[0]*t[0]-b[1]*t[1]
        effects[k] = (c*E/(1+c*T), c/(1+c*T))
        print(k, p(effects[k][0]), p(sqrt(se2*effects[k][1])), sep=",", file=out)
    out = open("%s_three_school.csv" % name, "w"); print("school,blup,cond_sd", file=out)
    for (k, school), (n, s, sy, *_) in S.items():
        R = sy-b[0]*s[0]-b[1]*s[1]; v, var = effects[k]
        print(school, p(a*(R-n*v)/(1+n*a)), p(sqrt(se2*(a/(1+n*a)+(a*n/(1+n*a))**2*var))), sep=",", file=out)

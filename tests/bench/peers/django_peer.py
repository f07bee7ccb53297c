"""The same small job with Django and SQLite, in plain text: the last eight days, and one more check-in.

PEER_DATABASE names the file. Run by gunicorn as django_peer:application."""
import os

import django
from django.conf import settings

settings.configure(
    DEBUG=False, SECRET_KEY="of a benchmark", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["PEER_DATABASE"],
                           "CONN_MAX_AGE": None, "OPTIONS": {"timeout": 20}}},
    INSTALLED_APPS=["django.contrib.sessions"], SESSION_ENGINE="django.contrib.sessions.backends.db",
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
                "django.middleware.csrf.CsrfViewMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {"loaders": [("django.template.loaders.cached.Loader",
                                         [("django.template.loaders.locmem.Loader", {"days.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Days</title></head><body><h1>Your last days</h1>
<ul>{% for r in rows %}<li><b>{{ r.day }}</b> close {{ r.close }}, load {{ r.load }}, {{ r.did }}, sleep {{ r.sleep }}. {{ r.good }}</li>
{% endfor %}</ul><form method="post" action="/checkin">{% csrf_token %}<input name="day"><input name="v">
<button>Keep it</button></form></body></html>"""})])]}}])
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402
from django.http import HttpResponse, HttpResponseRedirect  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


def settle(connection, **_):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")


connection_created.connect(settle)


class Checkin(models.Model):
    person = models.IntegerField()
    day = models.DateField()
    close = models.IntegerField(null=True)
    load = models.IntegerField(null=True)
    did = models.TextField(null=True)
    sleep = models.IntegerField(null=True)
    good = models.TextField(null=True)

    class Meta:
        app_label, db_table, unique_together = "peer", "checkin", [("person", "day")]


def days(request):
    person = request.session.get("person")
    if not person:
        return HttpResponse(status=401)
    return render(request, "days.html", {"rows": Checkin.objects.filter(person=person).order_by("-day")[:8]})


def checkin(request):
    person = request.session.get("person")
    if not person or request.method != "POST" or request.POST.get("v") not in ("1", "2", "3", "4", "5"):
        return HttpResponse(status=400)
    one = {"person": person, "day": request.POST["day"]}
    # update_or_create reads first: of two such transactions SQLite refuses one at once.
    if not Checkin.objects.filter(**one).update(close=int(request.POST["v"])):
        Checkin.objects.create(**one, close=int(request.POST["v"]))
    answer = HttpResponseRedirect("/days")
    answer.status_code = 303
    return answer


urlpatterns = [path("days", days), path("checkin", checkin)]
application = get_wsgi_application()


def prepare(out):
    """Tables, 30 days for each person of PEER_PEOPLE, and an open session each: a line with their cookies and token."""
    import datetime
    import random
    from importlib import import_module

    from django.contrib.sessions.models import Session
    from django.db import connection, transaction
    from django.middleware.csrf import _get_new_csrf_token

    random.seed(7)
    today = datetime.date.today()
    with connection.schema_editor() as editor:
        editor.create_model(Session)
        editor.create_model(Checkin)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    with open(out, "w", encoding="ascii") as lines, transaction.atomic():
        for person in range(1, int(os.environ["PEER_PEOPLE"]) + 1):
            one = store()
            one["person"] = person
            one.create()
            token = _get_new_csrf_token()
            lines.write(f"peer\t{one.session_key}; csrftoken={token}\t/checkin\t"
                        f"csrfmiddlewaretoken={token}&day={today}&v=3\n")
            Checkin.objects.bulk_create(
                Checkin(person=person, day=today - datetime.timedelta(days=d), close=random.randint(1, 5),
                        load=random.randint(1, 5), did="reached out", sleep=random.randint(4, 9),
                        good="A short walk after supper.") for d in range(30))


if __name__ == "__main__":
    prepare(os.environ["PEER_OUT"])
